import type { Pool } from 'pg';
import type { JsonObject, StoredEvent } from '../event.ts';
import { StreamLoader } from './stream-loader.ts';

/** A part of the log, or of a stream. */
export interface EventPage {
  readonly events: StoredEvent[];
  /** True if the page ended at a limit, so that there may be more events after the last one. */
  readonly isFull: boolean;
}

/** Reads the log. */
export class EventReader {
  private readonly loader = new StreamLoader((streamIds) => this.readStreams(streamIds));

  constructor(private readonly pool: Pool) {}

  /**
   * Returns a stream's events, the oldest first, or none if it does not exist. Calls in the same turn share one query.
   */
  readStream(streamId: string): Promise<StoredEvent[]> {
    return this.loader.read(streamId);
  }

  /** Reads several streams in one query. Each requested id has an entry, spelled as it was given. */
  async readStreams(streamIds: readonly string[]): Promise<Map<string, StoredEvent[]>> {
    return this.streamsOf(streamIds, columns);
  }

  /** Reads several streams in one query, without sealed data, which is most of their size. */
  async readOutlines(streamIds: readonly string[]): Promise<Map<string, StoredEvent[]>> {
    return this.streamsOf(streamIds, outline);
  }

  /** Returns these events of these streams. Unknown ids are skipped. */
  readEvents(streamIds: readonly string[], eventIds: readonly string[]): Promise<StoredEvent[]> {
    const where = 'where stream_id = any($1) and event_id = any($2) order by position';
    return this.read('of_streams', where, [streamIds, eventIds]);
  }

  /**
   * Returns events of a stream after a version, up to the limits in number and bytes, but at least one if there is one.
   */
  readStreamAfter(streamId: string, version: number, { limit, bytes }: Most): Promise<EventPage> {
    const where = 'version > $3 and stream_id = $4';
    return this.readPage('stream_after', { where, order: 'version' }, [limit, bytes, version, streamId]);
  }

  /**
   * Returns events after a position, in order, up to the limits in number and bytes, but at least one if there is one.
   * Continuing from the last position misses none.
   */
  readAfter(position: number, { limit, bytes }: Most): Promise<EventPage> {
    return this.readPage('after', { where: 'position > $3', order: 'position' }, [limit, bytes, position]);
  }

  /** Like `readAfter`, without sealed data. */
  async readOutlineAfter(position: number, limit: number): Promise<EventPage> {
    const events = await this.read(
      'outline',
      'where position > $1 order by position limit $2',
      [position, limit],
      outline,
    );
    return { events, isFull: events.length === limit };
  }

  /** Returns events up to a position, the newest first, without sealed data. */
  readOutlinesUpTo(position: number, limit: number): Promise<StoredEvent[]> {
    return this.read(
      'outlines_up_to',
      'where position <= $1 order by position desc limit $2',
      [position, limit],
      outline,
    );
  }

  /**
   * Returns the positions of events that a subject caused, that are in the subject's own stream, or that contain
   * personal data about them. Uses indexes, so the cost depends on their number only.
   */
  async positionsAbout(subjectId: string): Promise<number[]> {
    const { rows } = await this.pool.query<{ position: string }>({
      name: 'events_positions_about',
      text: 'select position from positions_about($1) as about (position)',
      values: [subjectId],
    });
    return rows.map(({ position }) => Number(position));
  }

  readAt(positions: readonly number[]): Promise<StoredEvent[]> {
    return this.read('at', 'where position = any($1) order by position', [positions]);
  }

  /** The position of the last event; 0 in an empty log. */
  async head(): Promise<number> {
    const { rows } = await this.pool.query<{ head: string }>({
      name: 'events_head',
      text: 'select coalesce(max(position), 0) as head from events',
    });
    return Number(rows[0]?.head);
  }

  /**
   * Returns the partition keys of the events after `after` and up to `upTo`. If one of them erases a person, includes
   * the keys of all events about that person, because the erasure changes those, too.
   */
  async keysBetween(after: number, upTo: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ key: string }>({
      name: 'events_keys_between',
      text: keysSql,
      values: [after, upTo],
    });
    return rows.map(({ key }) => key);
  }

  /**
   * Returns the position up to which there are at most `limit` events after `after`, and never more than `upTo`. Gaps
   * in the positions cost nothing.
   */
  async endOfNext(after: number, upTo: number, limit: number): Promise<number> {
    const { rows } = await this.pool.query<{ position: string }>({
      name: 'events_end_of_next',
      text: 'select position from events where position > $1 and position <= $2 order by position offset $3 limit 1',
      values: [after, upTo, limit - 1],
    });
    return Number(rows[0]?.position ?? upTo);
  }

  private async streamsOf(streamIds: readonly string[], of: string): Promise<Map<string, StoredEvent[]>> {
    const streams = new Map<string, StoredEvent[]>(streamIds.map((streamId) => [streamId.toLowerCase(), []]));
    const where = 'where stream_id = any($1) order by stream_id, version';
    for (const event of await this.read(
      of === columns ? 'streams' : 'stream_outlines',
      where,
      [[...streams.keys()]],
      of,
    ))
      streams.get(event.streamId)?.push(event);
    return new Map(streamIds.map((streamId) => [streamId, streams.get(streamId.toLowerCase()) ?? []]));
  }

  private async read(name: string, where: string, values: unknown[], of = columns): Promise<StoredEvent[]> {
    const text = `select ${of} from events ${where}`;
    const { rows } = await this.pool.query<Row>({ name: `events_${name}`, text, values, rowMode: 'array' });
    return rows.map(readEvent);
  }

  private async readPage(
    name: string,
    sql: { where: string; order: string },
    values: [limit: number, bytes: number, ...unknown[]],
  ): Promise<EventPage> {
    const text = pageSql(sql.where, sql.order);
    const { rows } = await this.pool.query<[...Row, number]>({
      name: `events_${name}`,
      text,
      values,
      rowMode: 'array',
    });
    const isCut = Number(rows[0]?.at(-1) ?? 0) > rows.length;
    return { events: rows.map((row) => readEvent(row)), isFull: isCut || rows.length === values[0] };
  }
}

/** Limits of one read: number of events, and bytes as stored. */
export interface Most {
  readonly limit: number;
  readonly bytes: number;
}

const columns =
  'position, stream_id, version, event_id, type, schema_version, site_id, partition_key, subject_id, data, sealed, meta, recorded_at';
const outline = columns.replace('sealed', 'null::bytea as sealed');

// $1 limit, $2 bytes. The size of sealed data is read without its content, so rows beyond the limit are not loaded.
const pageSql = (where: string, order: string): string => `
  select ${columns}, found
  from (
    select *, count(*) over () as found, row_number() over in_order as rank, sum(${storedBytes}) over in_order as upto
    from (select * from events where ${where} order by ${order} limit $1) first
    window in_order as (order by ${order} rows unbounded preceding)
  ) measured
  where upto <= $2 or rank = 1
  order by ${order}`;

const storedBytes = '(coalesce(octet_length(sealed), 0) + pg_column_size(data) + 300)';

const keysSql = `
  with passed as materialized (
    select distinct partition_key, case when type = 'AuthorErased' then stream_id end as erased
    from events where position > $1 and position <= $2
  )
  select partition_key as key from passed
  union
  select e.partition_key from passed
  cross join lateral positions_about(passed.erased) as about (position)
  join events e on e.position = about.position
  where passed.erased is not null`;

type Row = [
  position: string,
  streamId: string,
  version: number,
  eventId: string,
  type: string,
  schemaVersion: number,
  siteId: string,
  partitionKey: string,
  subjectId: string | null,
  data: JsonObject,
  sealed: Buffer | null,
  meta: JsonObject,
  recordedAt: Date,
];

function readEvent(row: Row | [...Row, number]): StoredEvent {
  const [
    position,
    streamId,
    version,
    eventId,
    type,
    schemaVersion,
    siteId,
    partitionKey,
    subjectId,
    data,
    sealed,
    meta,
    recordedAt,
  ] = row;
  return {
    position: Number(position),
    streamId,
    version,
    eventId,
    type,
    schemaVersion,
    siteId,
    partitionKey,
    subjectId,
    data,
    sealed,
    meta,
    recordedAt,
  };
}
