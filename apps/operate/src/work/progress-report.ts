import type { RebuildProgress } from '#projector/rebuild/rebuild';

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Prints percent, rate and time left: one changing line on a terminal, otherwise a line every few seconds. */
export class ProgressReport {
  private readonly start: number;
  private lastLine = 0;

  constructor(
    private readonly output: Output,
    private readonly title: string,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.start = clock();
  }

  show(progress: RebuildProgress): void {
    const line = `${this.title}: ${describe(progress, (this.clock() - this.start) / 1000)}`;
    if (this.output.isTTY === true) this.output.write(`\r${line}\u001b[K`);
    else if (this.clock() - this.lastLine >= linePause) {
      this.lastLine = this.clock();
      this.output.write(`${line}\n`);
    }
  }

  end(outcome: string): void {
    const seconds = ((this.clock() - this.start) / 1000).toFixed(1);
    this.output.write(`${this.output.isTTY === true ? '\r\u001b[K' : ''}${this.title}: ${outcome} (${seconds} s)\n`);
  }
}

/** Milliseconds between two lines without a terminal. */
const linePause = 5000;

function describe({ events, position, head }: RebuildProgress, seconds: number): string {
  const share = head === 0 ? 1 : Math.min(1, position / head);
  const rate = Math.round(events / Math.max(seconds, 0.001));
  const left = share > 0 ? Math.ceil((seconds * (1 - share)) / share) : 0;
  const percent = Math.floor(share * 100);
  return `${percent} %, ${events.toLocaleString('en')} events, ${rate.toLocaleString('en')} events/s, ${left} s left`;
}
