import { within } from './within.ts';

const patienceMs = 1000;

/**
 * What `/metrics` asks the database for at each scrape, once for all gauges that show a part of it. What a database
 * that is away does not say within a second is not shown.
 */
export class Scraped<T> {
  private asked: Promise<T> | undefined;
  private read: () => Promise<T>;

  /** @param unknown what there is to show as long as nobody says more */
  constructor(private readonly unknown: T) {
    this.read = async () => unknown;
  }

  /** Says where to ask. */
  from(read: () => Promise<T>): void {
    this.read = read;
  }

  now(): Promise<T> {
    this.asked ??= within(patienceMs, this.read(), () => new Error('the database does not answer'))
      .catch(() => this.unknown)
      .finally(() => (this.asked = undefined));
    return this.asked;
  }
}
