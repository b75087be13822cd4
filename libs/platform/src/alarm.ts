/** A pause that `ring` ends early, also if it rang before the pause began. Only one caller may wait at a time. */
export class Alarm {
  private hasRung = false;
  private wake: (() => void) | undefined;

  ring(): void {
    this.hasRung = true;
    this.wake?.();
  }

  /** Resolves when it rings, the milliseconds are over, or the signal aborts. */
  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.hasRung && !signal.aborted) await this.asleep(milliseconds, signal);
    this.hasRung = false;
  }

  private asleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.wake = undefined;
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      signal.addEventListener('abort', wake);
      this.wake = wake;
    });
  }
}
