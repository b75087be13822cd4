import * as fc from 'fast-check';
import { fromCloudEvent } from '#contracts/from-cloud-event';
import type { BegunEpoch } from '#contracts/log-identity';
import type { StoredEvent } from '#event-store/event';
import { partitionOf } from '#messaging/partitioner';
import { type ChainLink, type Standing, stepOf } from '#consumer/chain';
import { type RecordBatch, batchOf } from './batch.ts';
import { behindEpochs } from './behind-epochs.ts';
import type { RelayCheckpoint } from './checkpoint.ts';

const logId = '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11';
const topics = { prefix: 'spec', partitions: 2, replication: 1 };
const sorts = [
  ['CommentLiked', 'comments'],
  ['AuthorErased', 'authors'],
] as const;

/** The state in a backup, to which a restore returns. */
interface Database {
  readonly events: readonly StoredEvent[];
  readonly epochs: readonly BegunEpoch[];
  readonly reach: number;
  readonly checkpoint: RelayCheckpoint;
}

type Record = ChainLink & { readonly id: string };
type Act =
  | { readonly act: 'append'; readonly choices: readonly number[] }
  | { readonly act: 'publish'; readonly limit: number; readonly repeats: number }
  | { readonly act: 'restart' | 'bump' | 'backup' }
  /** `meanwhile`: events appended to the copy before it was declared a restored one; they reuse positions. */
  | { readonly act: 'restore'; readonly which: number; readonly meanwhile: readonly number[] }
  | { readonly act: 'read'; readonly limit: number };

const aChoice = fc.nat({ max: 11 });
const anAct = (meanwhile: fc.Arbitrary<number[]>): fc.Arbitrary<Act> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ act: fc.constant('append' as const), choices: fc.array(aChoice, { maxLength: 9 }) }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        act: fc.constant('publish' as const),
        limit: fc.integer({ min: 1, max: 9 }),
        repeats: fc.nat({ max: 1 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        act: fc.constantFrom('restart' as const, 'bump' as const, 'backup' as const, 'backup' as const),
      }),
    },
    { weight: 2, arbitrary: fc.record({ act: fc.constant('restore' as const), which: fc.nat({ max: 3 }), meanwhile }) },
    { weight: 4, arbitrary: fc.record({ act: fc.constant('read' as const), limit: fc.integer({ min: 1, max: 12 }) }) },
  );
const historyOf = (meanwhile: fc.Arbitrary<number[]>) =>
  fc.array(anAct(meanwhile), { minLength: 5, maxLength: 60, size: 'max' });

/** A log, its backups, and the topics that successive relays have filled. */
class World {
  private database: Database = {
    events: [],
    epochs: [{ epoch: 1, after: 0, reason: 'first', beganAt: new Date(0) }],
    reach: 0,
    checkpoint: { position: 0, previous: {}, marked: 1 },
  };
  private readonly backups: Database[] = [this.database];
  private given = 0;
  private newestEpoch = 1;
  private ids = 0;
  readonly places = new Map<string, Record[]>();

  constructor() {
    for (const [, topic] of sorts)
      for (let n = 0; n < topics.partitions; n++) this.places.set(`spec.${topic}/${n}`, []);
  }

  eventsOf(place: string, after = 0, upTo = Infinity): StoredEvent[] {
    return this.database.events.filter((one) => placeOf(one) === place && one.position > after && one.position <= upTo);
  }

  /** Returns true if the log now has the epoch of a record. */
  knows({ log }: ChainLink): boolean {
    return log === null || this.database.epochs.some(({ epoch }) => epoch === log.epoch);
  }

  idsOf(place: string): string[] {
    return this.eventsOf(place).map(({ eventId }) => eventId);
  }

  async do(one: Act): Promise<void> {
    if (one.act === 'append') this.append(one.choices);
    if (one.act === 'publish')
      for (let time = 0; time <= one.repeats; time++) this.publish(one.limit, time === one.repeats);
    if (one.act === 'restart') await this.restart();
    if (one.act === 'backup') this.backups.push(this.database);
    if (one.act === 'bump') await this.begin(this.last, 'bump');
    if (one.act === 'restore') {
      this.database = this.backups.at(-1 - (one.which % this.backups.length)) ?? this.database;
      const validUpTo = this.last;
      this.append(one.meanwhile);
      await this.begin(validUpTo, 'restore');
    }
  }

  /** Publishes everything, with at least one later event in every partition. */
  async end(): Promise<void> {
    this.append([...Array(24).keys()]);
    await this.restart();
    while (this.database.checkpoint.position < this.last) this.publish(7, true);
  }

  private get last(): number {
    return this.database.events.at(-1)?.position ?? 0;
  }

  private append(choices: readonly number[]): void {
    let { reach } = this.database;
    const events = choices.map((choice): StoredEvent => {
      reach += 1 + (choice % 2);
      const [type] = sorts[choice % 3 === 0 ? 1 : 0];
      const eventId = `event ${(this.ids += 1)}`;
      return {
        position: reach,
        eventId,
        type,
        partitionKey: `default/${choice}`,
        streamId: 's',
        version: 1,
        schemaVersion: 1,
        siteId: 'default',
        subjectId: null,
        data: {},
        sealed: null,
        meta: {},
        recordedAt: new Date(0),
      };
    });
    this.given = Math.max(this.given, reach);
    this.database = { ...this.database, reach, events: [...this.database.events, ...events] };
  }

  private async begin(after: number, reason: 'bump' | 'restore'): Promise<void> {
    const begun = { epoch: (this.newestEpoch += 1), after, reason, beganAt: new Date(0) };
    this.database = { ...this.database, epochs: [...this.database.epochs, begun], reach: this.given };
    await this.restart();
  }

  private get identity() {
    return { logId, epochs: this.database.epochs };
  }

  private async restart(): Promise<void> {
    const { events, checkpoint } = this.database;
    const readOutlinesUpTo = (position: number, limit: number): Promise<StoredEvent[]> =>
      Promise.resolve(
        events
          .filter((one) => one.position <= position)
          .toReversed()
          .slice(0, limit),
      );
    const from = await behindEpochs({ readOutlinesUpTo }, checkpoint, this.identity, topics);
    this.database = { ...this.database, checkpoint: from };
    this.send([], true);
  }

  private publish(limit: number, moves: boolean): void {
    const { events, checkpoint } = this.database;
    this.send(events.filter(({ position }) => position > checkpoint.position).slice(0, limit), moves);
  }

  private send(events: readonly StoredEvent[], moves: boolean): void {
    const batch: RecordBatch = batchOf(events, this.database.checkpoint, {
      topics,
      parked: new Map(),
      identity: this.identity,
    });
    for (const { topic, partition, value } of batch.records) {
      const { stored, prev, log, mark } = fromCloudEvent(value);
      this.places
        .get(`${topic}/${partition}`)
        ?.push({ position: stored.position, id: stored.eventId, prev, log, mark });
    }
    if (moves) this.database = { ...this.database, checkpoint: batch.after };
  }
}

const placeOf = ({ type, partitionKey }: StoredEvent): string =>
  `spec.${sorts.find(([known]) => known === type)?.[1]}/${partitionOf(partitionKey, topics.partitions)}`;

/** Reads one partition as the consumer package does, and fills holes from the log. */
class Reader {
  private readonly applied: { readonly position: number; readonly id: string }[] = [];
  private standing: Standing | undefined;
  private next = 0;

  constructor(
    private readonly world: World,
    private readonly place: string,
  ) {}

  get ids(): string[] {
    return this.applied.map(({ id }) => id);
  }

  read(limit = Infinity): void {
    const records = this.world.places.get(this.place) ?? [];
    for (const record of records.slice(this.next, this.next + limit)) this.take(record);
    this.next = Math.min(records.length, this.next + limit);
  }

  private take(record: Record): void {
    const step = stepOf(this.standing, record);
    switch (step.kind) {
      case 'next':
        if (!record.mark) this.applied.push(record);
        this.standing = step.at;
        return;
      case 'void':
        while ((this.applied.at(-1)?.position ?? 0) > step.at.position) this.applied.pop();
        this.standing = step.at;
        return this.take(record);
      case 'hole':
        // If `?log=` is refused, this log has nothing to fill the hole with. A later marker shows how it continues.
        if (!step.at || !this.world.knows(record)) return;
        for (const { eventId, position } of this.world.eventsOf(this.place, step.after, step.upTo))
          this.applied.push({ id: eventId, position });
        if (!record.mark) this.applied.push(record);
        this.standing = step.at;
        return;
      case 'repeat':
        return;
      case 'other-log':
        throw new Error('found a record of another log');
    }
  }
}

/** Reads with two integers, as any program could. Returns what it applied, and whether it noticed a broken chain. */
function readNaively(records: readonly Record[]): { ids: string[]; alarmed: boolean } {
  let last: number | undefined;
  const ids: string[] = [];
  for (const { id, position, prev, mark } of records) {
    if (last !== undefined && position <= last) continue;
    if (last !== undefined && prev !== last) return { ids, alarmed: true };
    if (!mark) ids.push(id);
    last = position;
  }
  return { ids, alarmed: false };
}

describe('for any history of a log', () => {
  it('a consumer ends with exactly the events of the log, wherever it was at each restore', async () => {
    await fc.assert(
      fc.asyncProperty(historyOf(fc.array(aChoice, { maxLength: 5 })), async (acts) => {
        const world = new World();
        const readers = [...world.places.keys()].map((place) => ({ place, reader: new Reader(world, place) }));
        for (const one of acts) {
          if (one.act === 'read') for (const { reader } of readers) reader.read(one.limit);
          else await world.do(one);
        }
        await world.end();
        for (const { place, reader } of readers) {
          reader.read();
          expect(reader.ids).toEqual(world.idsOf(place));
          const beginner = new Reader(world, place);
          beginner.read();
          expect(beginner.ids).toEqual(world.idsOf(place));
        }
      }),
      { numRuns: 200, seed: 2017819197 },
    );
  });

  it('a consumer that keeps two integers notices a broken chain if it has read void events', async () => {
    await fc.assert(
      fc.asyncProperty(historyOf(fc.constant([])), async (acts) => {
        const world = new World();
        for (const one of acts) if (one.act !== 'read') await world.do(one);
        await world.end();
        for (const [place, records] of world.places) {
          const { ids, alarmed } = readNaively(records);
          if (!alarmed) expect(ids).toEqual(world.idsOf(place));
        }
      }),
      { numRuns: 100, seed: 218401173 },
    );
  });
});
