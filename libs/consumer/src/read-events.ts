import { fromCloudEvent } from '#contracts/from-cloud-event';
import { writeLabel } from '#contracts/log-identity';
import type { Consumption, EventTransport, RecordHandler } from '#messaging/event-transport';
import type { BrokerSecurity } from '#messaging/broker-security';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import type { IncomingRecord, PartitionOffset, TopicPartition } from '#messaging/record';
import { beginningWith, type ChainLink, type Standing, type Step, stepOf } from './chain.ts';
import { ForgottenPlaces, type Place, type Places } from './places.ts';
import type { KeyOf } from './open-sealed.ts';
import { EventsVoid, type Hole, HoleFound, OtherLog, type VoidEvents } from './reading-errors.ts';
import { type ReceivedEvent, receive } from './received-event.ts';

export interface ReadEventsOptions {
  /** `host:port` of some brokers. */
  readonly brokers: readonly string[];
  /** TLS and credentials, if the brokers require them. */
  readonly security?: BrokerSecurity;
  readonly groupId: string;
  /** Event topics with their prefix. `article-counts` contains no events. */
  readonly topics: readonly string[];
  /** Called once for each event, in order within a partition. An exception stops reading. */
  readonly onEvent: (event: ReceivedEvent) => Promise<void> | void;
  /**
   * Called once for each partition from which events were read that the log has lost, because a backup was restored.
   * Undo the effects of the partition's events after `after`; reading then continues. Without it, reading fails with
   * EventsVoid.
   */
  readonly onVoid?: (events: VoidEvents) => Promise<void> | void;
  /**
   * Called if records are missing: apply the partition's events after `after` and up to `upTo` from the log
   * (`/v1/events`), each once; reading then continues. Without it, reading fails with HoleFound.
   */
  readonly onHole?: (hole: Hole) => Promise<void> | void;
  /** Stores where reading continues after a restart. Default: reading starts from the beginning. */
  readonly places?: Places;
  /**
   * The record that a partition without a stored place must begin with. `first` (default): its very first one; any
   * other one means that records are missing, for example because the topic was created again. `oldest`: the oldest one
   * left, for topics whose old records are deleted on purpose.
   */
  readonly beginsAt?: 'first' | 'oldest';
  /** Returns the keys to decrypt sealed data. Without it, nothing is decrypted. */
  readonly keyOf?: KeyOf;
  /** Replaces kafkajs in tests. */
  readonly transport?: EventTransport;
}

/**
 * Reads events from Kafka: drops repetitions, detects missing records, checks each event against its schema, upcasts it
 * to the newest version, and decrypts it if there is a key. `finished` rejects with HoleFound, EventsVoid or OtherLog,
 * with an error that `onEvent` or `onVoid` threw, or with an error about a malformed record.
 */
export function readEvents(options: ReadEventsOptions): Consumption {
  const { brokers, security = {}, groupId, topics } = options;
  const logger = { debug: () => undefined, warn: () => undefined };
  const transport = options.transport ?? new KafkajsTransport({ brokers, security, clientId: groupId, logger });
  return transport.consume(groupId, topics, new EventsHandler(options));
}

class EventsHandler implements RecordHandler {
  private readonly places: Places;
  private standings = new Map<string, Standing>();

  constructor(private readonly options: ReadEventsOptions) {
    this.places = options.places ?? new ForgottenPlaces();
  }

  async assigned(partitions: readonly TopicPartition[]): Promise<readonly PartitionOffset[]> {
    const isOurs = (place: Place) =>
      partitions.some(({ topic, partition }) => topic === place.topic && partition === place.partition);
    const places = (await this.places.read()).filter(isOurs);
    this.standings = new Map(places.map((place) => [nameOf(place), standingAt(place)]));
    return places.map(({ topic, partition, offset }) => ({ topic, partition, offset }));
  }

  async handle(chunk: readonly IncomingRecord[]): Promise<void> {
    for (const record of chunk) await this.take(record);
    const last = chunk.at(-1);
    if (last) await this.keep(last, BigInt(last.offset) + 1n);
  }

  private async take(record: IncomingRecord): Promise<void> {
    const published = fromCloudEvent(record.value);
    const { prev, log, mark, stored } = published;
    const next = await this.advance(record, { position: stored.position, prev, log, mark });
    if (!next) return;
    if (!mark) await this.options.onEvent(await receive(record, published, this.options.keyOf ?? (() => null)));
    this.standings.set(nameOf(record), next);
  }

  /** Returns the state after this record; undefined if the record is a repetition. */
  private async advance(record: IncomingRecord, link: ChainLink): Promise<Standing | undefined> {
    const at = this.standings.get(nameOf(record));
    if (!at && this.options.beginsAt === 'oldest') return beginningWith(link);
    const step = stepOf(at, link);
    switch (step.kind) {
      case 'next':
        return step.at;
      case 'repeat':
        return undefined;
      case 'hole':
        return this.fill(record, link, step);
      case 'other-log':
        throw new OtherLog(record, at?.logId ?? '', link.log?.logId ?? '');
      case 'void':
        await this.undoVoid(record, link, step.at);
        return this.advance(record, link);
    }
  }

  private async fill(
    { topic, partition }: IncomingRecord,
    { position }: ChainLink,
    { after, upTo, at }: Extract<Step, { kind: 'hole' }>,
  ): Promise<Standing> {
    const hole = { topic, partition, after, upTo };
    if (!at || !this.options.onHole) throw new HoleFound(hole, position);
    await this.options.onHole(hole);
    return at;
  }

  private async undoVoid(record: IncomingRecord, { log }: ChainLink, to: Standing): Promise<void> {
    const { topic, partition, offset } = record;
    const upTo = this.standings.get(nameOf(record))?.position ?? 0;
    const voided = { topic, partition, upTo, log: log ? writeLabel(log) : '', after: to.position };
    if (!this.options.onVoid) throw new EventsVoid(voided);
    await this.options.onVoid(voided);
    this.standings.set(nameOf(record), to);
    await this.keep(record, BigInt(offset));
  }

  private async keep(at: TopicPartition, offset: bigint): Promise<void> {
    const standing = this.standings.get(nameOf(at));
    if (!standing) return;
    const { logId, epochs, position } = standing;
    const { topic, partition } = at;
    await this.places.write({
      topic,
      partition,
      offset: String(offset),
      position,
      epochs,
      ...(logId !== undefined && { logId }),
    });
  }
}

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

const standingAt = ({ logId, epochs = [{ epoch: 1, after: 0 }], position }: Place): Standing => ({
  logId,
  epochs,
  position,
});
