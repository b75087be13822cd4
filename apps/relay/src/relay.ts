import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { StartupError } from '#platform/startup-error';
import { ArticleCounts } from './article-counts';
import { LeadershipLost, readCheckpoint } from './checkpoint';
import { Lease, renewMs, standbyMs } from './lease';
import { Publisher, type PublisherParts } from './publisher';
import { relayMetrics } from './relay-metrics';

export interface RunningRelay {
  /** Rejects when the relay cannot go on: its topics are not what was configured, or the log lost its tail. */
  readonly finished: Promise<void>;
  stop(): Promise<void>;
}

/** Stands by until the lease is free, leads while it holds it, and stands by again when it lost it. */
export function startRelay(parts: PublisherParts): RunningRelay {
  const stopping = new AbortController();
  const finished = standBy(
    parts,
    new Lease(parts.pool, 'relay', `${hostname()}/${process.pid}/${randomUUID()}`),
    stopping.signal,
  );
  finished.catch(() => undefined);
  return {
    finished,
    stop: async () => {
      stopping.abort();
      await finished.catch(() => undefined);
    },
  };
}

async function standBy(parts: PublisherParts, lease: Lease, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const epoch = await lease.acquire();
      if (epoch !== undefined) await lead(parts, lease, epoch, signal);
    } catch (error) {
      if (isFatal(error)) throw error;
      parts.logger.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'the relay stands by again');
    }
    await delay(standbyMs, undefined, { signal }).catch(() => undefined);
  }
}

const isFatal = (error: unknown): boolean =>
  error instanceof StartupError || (error instanceof Error && error.name === 'TopicMismatch');

async function lead(parts: PublisherParts, lease: Lease, epoch: number, signal: AbortSignal): Promise<void> {
  parts.logger.info({ epoch }, 'this relay leads');
  relayMetrics.epoch.set(epoch);
  relayMetrics.isLeader.set(1);
  const leading = new AbortController();
  const end = AbortSignal.any([signal, leading.signal]);
  const renewing = keepLease(parts, lease, epoch, end).finally(() => leading.abort());
  try {
    const published = new Publisher(parts, epoch).run(end).finally(() => leading.abort());
    const counted = new ArticleCounts(parts, epoch).run(end).finally(() => leading.abort());
    await Promise.all([published, counted]);
  } finally {
    leading.abort();
    relayMetrics.isLeader.set(0);
    await renewing.catch(() => undefined);
    await lease.release(epoch).catch(() => undefined);
  }
}

/** Renews until told to end. One renewal that fails is tried again: the lease outlives three of them. */
async function keepLease(parts: PublisherParts, lease: Lease, epoch: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const report = await reportOf(parts);
    const held = await lease.renew(epoch, report).catch(() => undefined);
    if (held === false) throw new LeadershipLost();
    await delay(renewMs, undefined, { signal }).catch(() => undefined);
  }
}

/** What the holder says of itself: the API shows it, without a connection to Kafka of its own. */
async function reportOf({ pool, log, transport }: PublisherParts): Promise<object> {
  const [{ position }, head, health] = await Promise.all([
    readCheckpoint(pool, 'events'),
    log.head(),
    transport.health(),
  ]);
  const { producerResets, metadataMismatches } = transport.counters();
  const [oldest] = position < head ? await log.readAfter(position, 1) : [];
  const lagSeconds = oldest ? Math.max(0, (Date.now() - oldest.recordedAt.getTime()) / 1000) : 0;
  relayMetrics.head.set(head);
  relayMetrics.position.set(position);
  relayMetrics.lagEvents.set(Math.max(0, head - position));
  relayMetrics.lagSeconds.set(lagSeconds);
  relayMetrics.producerResets.set(producerResets);
  relayMetrics.metadataMismatches.set(metadataMismatches);
  return {
    position,
    head,
    lagSeconds,
    connected: health.connected,
    brokers: health.brokers.length,
    producerResets,
    metadataMismatches,
  };
}
