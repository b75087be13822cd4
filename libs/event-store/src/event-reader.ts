import type { Pool } from 'pg';
import type { JsonObject, StoredEvent } from './event';
import { StreamLoader } from './stream-loader';

/** Reads the log. */
export class EventReader {
  private readonly loader = new StreamLoader((streamIds) => this.readStreams(streamIds));

  constructor(private readonly pool: Pool) {}

  /** A stream's events, the oldest first; none where there is no such stream. Streams asked for at once are read at once. */
  readStream(streamId: string): Promise<StoredEvent[]> {
    return this.loader.read(streamId);
  }

  /** Several streams in one query. Each one asked for has its entry, under the id as it was given. */
  async readStreams(streamIds: readonly string[]): Promise<Map<string, StoredEvent[]>> {
    const streams = new Map<string, StoredEvent[]>(streamIds.map((streamId) => [streamId.toLowerCase(), []]));
    const where = 'where stream_id = any($1) order by stream_id, version';
    for (const event of await this.read('streams', where, [[...streams.keys()]]))
      streams.get(event.streamId)?.push(event);
    return new Map(streamIds.map((streamId) => [streamId, streams.get(streamId.toLowerCase()) ?? []]));
  }

  /** At most `limit` events behind a position, in order. Whoever goes on from the last one's position misses none. */
  readAfter(position: number, limit: number): Promise<StoredEvent[]> {
    return this.read('after', 'where position > $1 order by position limit $2', [position, limit]);
  }

  /** Where the events are that a subject caused, that are in a stream of theirs, or hold something personal of theirs. By index: it costs what they did. */
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

  /** The partition keys of the events behind one position and up to another. */
  async keysBetween(after: number, upTo: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ key: string }>({
      name: 'events_keys_between',
      text: 'select distinct partition_key as key from events where position > $1 and position <= $2',
      values: [after, upTo],
    });
    return rows.map(({ key }) => key);
  }

  private async read(name: string, where: string, values: unknown[]): Promise<StoredEvent[]> {
    const text = `select ${columns} from events ${where}`;
    const { rows } = await this.pool.query<Row>({ name: `events_${name}`, text, values, rowMode: 'array' });
    return rows.map(readEvent);
  }
}

const columns =
  'position, stream_id, version, event_id, type, schema_version, site_id, partition_key, subject_id, data, sealed, meta, recorded_at';

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

function readEvent(row: Row): StoredEvent {
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
