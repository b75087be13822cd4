import { Counter, Gauge } from 'prom-client';
import { Scraped } from '#platform/scraped';
import type { ErasureBacklog } from './erasure-attempts.ts';

/** The backlog at the last scrape. The worker sets the query. */
export const backlog = new Scraped<ErasureBacklog | undefined>(undefined);

const backlogGauge = (name: string, help: string, of: (backlog: ErasureBacklog) => number): Gauge =>
  new Gauge({
    name,
    help,
    async collect() {
      const known = await backlog.now();
      this.remove();
      if (known) this.set(of(known));
    },
  });

/** Metrics of erasures for operators, shown at `/metrics`. */
export const erasureMetrics = {
  unfinished: backlogGauge(
    'colloquy_erasures_unfinished',
    'Erasures in the ledger that are not complete; the same in every process',
    ({ unfinished }) => unfinished,
  ),
  oldestSeconds: backlogGauge(
    'colloquy_erasures_oldest_unfinished_seconds',
    'Seconds since the oldest erasure that is not complete was asked for; 0 where all are. Alarm at an hour',
    ({ oldestSeconds }) => oldestSeconds,
  ),
  failed: new Counter({
    name: 'colloquy_erasure_attempts_failed_total',
    help: 'Attempts of this process to complete an erasure that ended with an error, or found something that can still be read',
  }),
};
