import type { EventTransport } from '#messaging/event-transport';
import { msSinceMoved, readCheckpoint } from './checkpoint.ts';
import { pause } from '#platform/pause';
import { unlessAborted } from '#platform/unless-aborted';
import type { RelayParts } from './relay-parts.ts';
import { relayMetrics } from './relay-metrics.ts';

const lookMs = 1000;
/** Milliseconds that an event may wait, with nothing published meanwhile, before publishing counts as stalled. */
const patienceMs = 60_000;

/**
 * The leader's report about itself. It is stored with the lease, so that the API shows it without a Kafka connection.
 */
export class RelayReport {
  latest: object = {};

  constructor(
    private readonly parts: RelayParts,
    private readonly transport: EventTransport,
  ) {}

  /** Keeps `latest` up to date until the signal aborts. Keeps the last report if a new one fails. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.latest = (await unlessAborted(this.make(), signal).catch(() => undefined)) ?? this.latest;
      await pause(lookMs, signal);
    }
    relayMetrics.lagEvents.set(0);
    relayMetrics.lagSeconds.set(0);
  }

  private async make(): Promise<object> {
    const { pool, log } = this.parts;
    const health = await this.transport.health();
    const { position } = await readCheckpoint(pool, 'events');
    const head = await log.head();
    const [oldest] = position < head ? await log.readAfter(position, 1) : [];
    const lagSeconds = oldest ? Math.max(0, (Date.now() - oldest.recordedAt.getTime()) / 1000) : 0;
    const { producerResets, metadataMismatches } = this.transport.counters();
    relayMetrics.head.set(head);
    relayMetrics.position.set(position);
    relayMetrics.lagEvents.set(Math.max(0, head - position));
    relayMetrics.lagSeconds.set(lagSeconds);
    relayMetrics.producerResets.set(producerResets);
    relayMetrics.metadataMismatches.set(metadataMismatches);
    const stalled = lagSeconds * 1000 >= patienceMs && (await msSinceMoved(pool, 'events')) >= patienceMs;
    const { connected, brokers } = health;
    return {
      position,
      head,
      lagSeconds,
      stalled,
      connected,
      brokers: brokers.length,
      producerResets,
      metadataMismatches,
    };
  }
}
