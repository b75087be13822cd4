import { within } from './within.ts';

const patienceMs = 1000;

/**
 * A value that `/metrics` reads from the database at each scrape, once for all gauges that show a part of it. If the
 * database does not respond within a second, the default is shown.
 */
export class Scraped<T> {
  private asked: Promise<T> | undefined;
  private read: () => Promise<T>;

  /** @param unknown the default, shown until `from` is called and while reading fails */
  constructor(private readonly unknown: T) {
    this.read = async () => unknown;
  }

  /** Sets the source of the value. */
  from(read: () => Promise<T>): void {
    this.read = read;
  }

  now(): Promise<T> {
    this.asked ??= within(patienceMs, this.read(), () => new Error('the database does not respond'))
      .catch(() => this.unknown)
      .finally(() => (this.asked = undefined));
    return this.asked;
  }
}
