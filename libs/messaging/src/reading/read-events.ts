import type { Consumption, EventTransport, RecordHandler } from '../event-transport';
import { KafkajsTransport } from '../kafkajs-transport';
import type { IncomingRecord, PartitionOffset, TopicPartition } from '../record';
import { stepOf } from './chain';
import { ForgottenPlaces, type Place, type Places } from './places';
import type { KeyOf } from './open-sealed';
import { type ReceivedEvent, receive } from './received-event';

export interface ReadEventsOptions {
  /** `host:port` of some brokers. */
  readonly brokers: readonly string[];
  readonly groupId: string;
  /** Event topics with their prefix; `article-counts` holds no events. */
  readonly topics: readonly string[];
  /** Called for each event once, in order within a partition. Throwing ends the reading. */
  readonly onEvent: (event: ReceivedEvent) => Promise<void> | void;
  /** Where reading goes on after a restart; from the beginning unless given. */
  readonly places?: Places;
  /** Opens what is sealed, asked for everybody whose key it takes; everything stays closed unless given. */
  readonly keyOf?: KeyOf;
  /** Instead of kafkajs, for tests. */
  readonly transport?: EventTransport;
}

/** Records are missing in front of this one. Fill the hole over HTTP from `/v1/events?after=<after>`, or find out what took them. */
export class HoleFound extends Error {
  override readonly name = 'HoleFound';
  constructor(
    at: TopicPartition,
    readonly after: number,
    readonly before: number,
  ) {
    super(`${at.topic}/${at.partition}: records are missing between the positions ${after} and ${before}`);
  }
}

/**
 * Reads events as analysts want them: repetitions dropped, holes noticed, each event checked against its schema, in its newest version and opened
 * where there is a key. `finished` rejects with HoleFound, with what `onEvent` threw, or with an error about a record that holds no event.
 */
export function readEvents(options: ReadEventsOptions): Consumption {
  const { brokers, groupId, topics } = options;
  const logger = { debug: () => undefined, warn: () => undefined };
  const transport = options.transport ?? new KafkajsTransport({ brokers, clientId: groupId, logger });
  return transport.consume(groupId, topics, new EventsHandler(options));
}

class EventsHandler implements RecordHandler {
  private readonly places: Places;
  private last = new Map<string, number>();

  constructor(private readonly options: ReadEventsOptions) {
    this.places = options.places ?? new ForgottenPlaces();
  }

  async assigned(partitions: readonly TopicPartition[]): Promise<readonly PartitionOffset[]> {
    const isOurs = (place: Place) =>
      partitions.some(({ topic, partition }) => topic === place.topic && partition === place.partition);
    const places = (await this.places.read()).filter(isOurs);
    this.last = new Map(places.map((place) => [nameOf(place), place.position]));
    return places.map(({ topic, partition, offset }) => ({ topic, partition, offset }));
  }

  async handle(chunk: readonly IncomingRecord[]): Promise<void> {
    for (const record of chunk) await this.take(record);
    const record = chunk.at(-1);
    const position = record && this.last.get(nameOf(record));
    if (!record || position === undefined) return;
    const { topic, partition, offset } = record;
    await this.places.write({ topic, partition, offset: String(BigInt(offset) + 1n), position });
  }

  private async take(record: IncomingRecord): Promise<void> {
    const received = await receive(record.value, this.options.keyOf ?? (() => null));
    const last = this.last.get(nameOf(record));
    const { position } = received.published;
    const step = stepOf(last, { position, prev: received.prev });
    if (step === 'repeat') return;
    if (step === 'hole') throw new HoleFound(record, Number(last), position);
    await this.options.onEvent(received);
    this.last.set(nameOf(record), position);
  }
}

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;
