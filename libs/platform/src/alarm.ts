/** A pause that can be cut short, also by what happened before it began. One waits at a time. */
export class Alarm {
  private hasRung = false;
  private wake: (() => void) | undefined;

  ring(): void {
    this.hasRung = true;
    this.wake?.();
  }

  /** Ends when it rings, when the milliseconds are over, or when the signal comes. */
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
