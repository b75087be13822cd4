import type { Counter } from 'prom-client';
import type { EventTransport } from '#messaging/event-transport';
import type { RelayReport as Report } from '#messaging/relay-report';
import { pause } from '#platform/pause';
import { unlessAborted } from '#platform/unless-aborted';
import { readProgress } from '#read-models/progress';
import { type Line, msSince, msSinceMoved, readCheckpoint } from './checkpoint.ts';
import type { RelayParts } from './relay-parts.ts';
import { relayMetrics } from './relay-metrics.ts';

const lookMs = 1000;
/** Milliseconds that an event may wait, with nothing published meanwhile, before publishing counts as stalled. */
const patienceMs = 60_000;

/** What waits to be published on one line. */
interface Waiting {
  readonly position: number;
  /** Age of the oldest event whose records are not published; 0 if there is none. */
  readonly lagSeconds: number;
  readonly stalled: boolean;
}

/**
 * The leader's report about itself. It is stored with the lease, so that the API shows it without a Kafka connection.
 */
export class RelayReport {
  latest: Report = {};
  private readonly counted = new Map<Counter, number>();

  constructor(
    private readonly parts: RelayParts,
    private readonly transport: EventTransport,
    /** Returns the position of the event that brokers reject, or 0. */
    private readonly stoppedAt: () => number,
  ) {}

  /** Keeps `latest` up to date until the signal aborts. Keeps the last report if a new one fails. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.latest = (await unlessAborted(this.make(), signal).catch(() => undefined)) ?? this.latest;
      await pause(lookMs, signal);
    }
    relayMetrics.lagEvents.set(0);
    relayMetrics.lagSeconds.set(0);
    relayMetrics.countsLagSeconds.set(0);
  }

  private async make(): Promise<Report> {
    const { connected, brokers } = await this.transport.health();
    const head = await this.parts.log.head();
    const events = await this.waiting('events', head);
    const counts = await this.waiting('article-counts', Math.min(head, await this.countedTo()));
    const { producerResets, metadataMismatches } = this.transport.counters();
    relayMetrics.head.set(head);
    relayMetrics.position.set(events.position);
    relayMetrics.lagEvents.set(Math.max(0, head - events.position));
    relayMetrics.lagSeconds.set(events.lagSeconds);
    relayMetrics.countsLagSeconds.set(counts.lagSeconds);
    this.countUpTo(relayMetrics.producerResets, producerResets);
    this.countUpTo(relayMetrics.metadataMismatches, metadataMismatches);
    const stalledLines = [...(events.stalled ? ['events'] : []), ...(counts.stalled ? ['article-counts'] : [])];
    return {
      position: events.position,
      head,
      lagSeconds: events.lagSeconds,
      articleCounts: counts,
      stalled: stalledLines.length > 0,
      stalledLines,
      stoppedAt: this.stoppedAt(),
      connected,
      brokers: brokers.length,
      producerResets,
      metadataMismatches,
    };
  }

  /** @param end the position up to which the line could have published */
  private async waiting(line: Line, end: number): Promise<Waiting> {
    const { pool, log } = this.parts;
    const { position } = await readCheckpoint(pool, line);
    const [oldest] = position < end ? await log.readAfter(position, 1) : [];
    const lagSeconds = oldest ? Math.max(0, (await msSince(pool, oldest.recordedAt)) / 1000) : 0;
    const stalled = lagSeconds * 1000 >= patienceMs && (await msSinceMoved(pool, line)) >= patienceMs;
    return { position, lagSeconds, stalled };
  }

  /** The transport counts from the beginning of its term, the metric from that of the process. */
  private countUpTo(counter: Counter, total: number): void {
    counter.inc(Math.max(0, total - (this.counted.get(counter) ?? 0)));
    this.counted.set(counter, total);
  }

  /** Counts are published from the read model `article`, so they can be no further than it is. */
  private async countedTo(): Promise<number> {
    return (await readProgress(this.parts.pool)).get('article')?.position ?? 0;
  }
}
