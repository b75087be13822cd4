import { setTimeout as delay } from 'node:timers/promises';
import { Counter, Gauge } from 'prom-client';
import type { ErasureBacklog } from './erasure-attempts';

type ReadBacklog = () => Promise<ErasureBacklog | undefined>;

let readBacklog: ReadBacklog = async () => undefined;
let asked: ReturnType<ReadBacklog> | undefined;

/** Says where `/metrics` asks what is not complete. */
export const showBacklog = (from: ReadBacklog): void => void (readBacklog = from);

const patienceMs = 1000;

/** Asked for at each scrape, once for all. What a database that is away does not say is not shown. */
const backlog: ReadBacklog = () =>
  (asked ??= Promise.race([readBacklog(), delay(patienceMs, undefined, { ref: false })])
    .catch(() => undefined)
    .finally(() => (asked = undefined)));

const backlogGauge = (name: string, help: string, of: (backlog: ErasureBacklog) => number): Gauge =>
  new Gauge({
    ...{ name, help },
    async collect() {
      const known = await backlog();
      this.remove();
      if (known) this.set(of(known));
    },
  });

/** What an operator watches erasures by; `/metrics` shows them. */
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
