import { eventTopicsOf } from '#contracts/events/topics';
import { topicOf } from '#contracts/cloud-event';
import { isEventType } from '#contracts/event-schemas';
import { partitionName } from '#contracts/topic-partition';
import { partitionOf } from '#messaging/partitioner';
import { PlacesInFile } from '#consumer/places';
import { readEvents } from '#consumer/read-events';
import type { VoidEvents } from '#consumer/reading-errors';
import type { IncomingRecord } from '#messaging/record';
import type { Moment } from '#test/support/restores/newsroom';

interface Taken {
  readonly id: string;
  readonly position: number;
  readonly place: string;
}

export interface Topics {
  readonly brokers: readonly string[];
  readonly prefix: string;
  readonly partitions: number;
}

/** The partition of an event, as `topic/number`. */
const placeFor = ({ prefix, partitions }: Topics, type: string, key: string): string =>
  isEventType(type) ? `${prefix}.${topicOf(type)}/${partitionOf(key, partitions)}` : '';

/** A consumer that uses the consumer kit, stores its places in a file, and removes events that are reported as void. */
export class KitConsumer {
  readonly voided: VoidEvents[] = [];
  private taken: Taken[];
  private readonly reading: ReturnType<typeof readEvents>;

  constructor(topics: Topics, group: string, file: string) {
    const places = new PlacesInFile<Taken[]>(file, () => this.taken);
    this.taken = places.kept ?? [];
    this.reading = readEvents({
      brokers: topics.brokers,
      groupId: group,
      topics: eventTopicsOf(topics.prefix),
      places,
      onEvent: ({ published: { eventId: id, position, type, partitionKey } }) => {
        this.taken.push({ id, position, place: placeFor(topics, type, partitionKey) });
      },
      onVoid: (events) => {
        this.voided.push(events);
        const place = partitionName(events);
        this.taken = this.taken.filter((one) => one.place !== place || one.position <= events.after);
      },
    });
  }

  /** The events that it considers valid, by position. An event that it processed twice is listed twice. */
  get state(): string[] {
    return this.taken.toSorted((a, b) => a.position - b.position).map(({ position, id }) => `${position} ${id}`);
  }

  stop(): Promise<void> {
    return this.reading.stop();
  }

  get finished(): Promise<void> {
    return this.reading.finished;
  }
}

export const truthOf = (moments: readonly Moment[]): string[] => moments.map(({ position, id }) => `${position} ${id}`);

/**
 * Reads each partition by the rule of docs/events.md, with `position` and `prev` only. Returns the partitions in which
 * this reader found no hole and yet has other events than the log.
 */
export function deceived(records: readonly IncomingRecord[], moments: readonly Moment[], topics: Topics): string[] {
  const truth = new Map<string, string[]>();
  for (const { id, type, key } of moments) {
    const place = placeFor(topics, type, key);
    truth.set(place, [...(truth.get(place) ?? []), id]);
  }
  const places = new Set([...truth.keys(), ...records.map(({ topic, partition }) => `${topic}/${partition}`)]);
  return [...places].flatMap((place) => {
    const held = readPlainly(records.filter(({ topic, partition }) => `${topic}/${partition}` === place));
    if (held === 'hole' || JSON.stringify(held) === JSON.stringify(truth.get(place) ?? [])) return [];
    return [`${place}: holds ${held.length} events, the log has ${truth.get(place)?.length ?? 0}`];
  });
}

function readPlainly(records: readonly IncomingRecord[]): string[] | 'hole' {
  const held: string[] = [];
  let last: number | undefined;
  for (const { headers } of records) {
    const [position, prev] = [Number(headers['ce_position']), headers['ce_prev']];
    if (last !== undefined && position <= last) continue;
    if (last !== undefined && prev !== String(last)) return 'hole';
    last = position;
    if (isEventType(String(headers['ce_type']))) held.push(String(headers['ce_id']));
  }
  return held;
}

/** The newest count of each article in the compacted topic. */
export function newestCounts(records: readonly IncomingRecord[]): Map<string, number> {
  const newest = new Map<string, number>();
  for (const { key, value } of records) {
    if (key === null || value === null) continue;
    newest.set(key, (JSON.parse(value) as { count: number }).count);
  }
  return newest;
}
