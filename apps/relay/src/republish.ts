import type { Pool } from 'pg';
import { eventTopicsOf } from '#contracts/events/topics';
import { partitionName } from '#contracts/topic-partition';
import type { EventLog } from '#event-store/event-log';
import type { EventTransport, Tail } from '#messaging/event-transport';
import type { PartitionOffset } from '#messaging/record';
import { isPublished, publishedIn } from '#messaging/tails/published';
import { CannotDo } from '#platform/cannot-do';
import { previousUpTo } from './behind-epochs.ts';
import { type Previous, readCheckpoint } from './checkpoint.ts';
import { type TopicSettings, topicSpecs } from './topics.ts';

export interface Republishing {
  readonly pool: Pool;
  readonly log: Pick<EventLog, 'readOutlinesUpTo'>;
  readonly transport: Pick<EventTransport, 'ensureTopics' | 'tails' | 'deleteRecords'>;
  readonly topics: TopicSettings;
}

/**
 * Makes the relay publish everything after a position again, whether or not it is running; consumers drop repeats by
 * position. A partition that was recreated while the relay ran, and so lacks its first events, is emptied first: its
 * events come again, in order. Returns a description of what was done.
 * @throws CannotDo, one line; errors of the transport
 */
export async function republish({ pool, log, transport, topics }: Republishing, from = 0): Promise<string> {
  const { position, previous } = await readCheckpoint(pool, 'events');
  if (from > position)
    throw new CannotDo(
      `--from ${from}: only events up to position ${position} are published; use that position or a lower one`,
    );
  await transport.ensureTopics(topicSpecs(topics));
  const names = eventTopicsOf(topics.prefix);
  const tails = await transport.tails(names, { counts: isPublished });
  const beheaded = tails.filter(isBeheaded);
  const chain = from === 0 ? {} : await previousUpTo(log, from, previous, topics);
  const kept = stillThere(
    chain,
    tails.filter((tail) => !isBeheaded(tail)),
  );
  await setBack(pool, from, kept);
  await transport.deleteRecords(beheaded.map(endOf)); // the relay refuses them until then
  const deleted = beheaded.length === 0 ? '' : `; emptied ${beheaded.length} partitions that lacked their first events`;
  return `The relay will publish everything after position ${from} again${deleted}. Restart relays that have stopped`;
}

/**
 * The partition begins with a record that has a predecessor, and retention did not delete that one: the topic was
 * recreated, or truncated at its beginning.
 */
const isBeheaded = ({ beginOffset, first }: Tail): boolean =>
  beginOffset === '0' && first !== undefined && publishedIn(first)?.prev !== undefined;

const endOf = ({ topic, partition, endOffset }: Tail): PartitionOffset => ({ topic, partition, offset: endOffset });

/**
 * Keeps the chains of partitions that have records. In an empty partition the first record has no predecessor.
 * @throws CannotDo if a partition ends too early to continue from the position
 */
function stillThere(chain: Previous, tails: readonly Tail[]): Previous {
  const places = new Map(tails.filter(({ latest }) => latest.length > 0).map((tail) => [partitionName(tail), tail]));
  return Object.fromEntries(
    Object.entries(chain).filter(([place, wanted]) => {
      const tail = places.get(place);
      const last = Math.max(0, ...(tail?.latest ?? []).map((record) => publishedIn(record)?.position ?? 0));
      if (tail && last < wanted)
        throw new CannotDo(`--from: Kafka's ${place} ends at position ${last}: use that position or a lower one`);
      return tail !== undefined;
    }),
  );
}

/** From position 0, markers of all epochs come again, too. From other positions the relay finds out which to repeat. */
async function setBack(pool: Pool, position: number, previous: Previous): Promise<void> {
  const { rowCount } = await pool.query(
    `update relay_checkpoint
     set position = $1, ends = '{}', previous = case name when 'events' then $2 else previous end,
         epoch_marked = case when name = 'events' and $1 = 0 then 1 else epoch_marked end, updated_at = now()
     where name = 'events' or name = 'article-counts' and $1 = 0`,
    [position, JSON.stringify(previous)],
  );
  if (rowCount === 0) throw new CannotDo('nothing is published yet: there is nothing to republish');
}
