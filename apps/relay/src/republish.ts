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
 * Has the relay publish everything behind a position again, whether it runs or not; consumers drop by position what
 * they have. What a partition holds that was made anew behind the relay, and does not begin at the beginning, is
 * deleted first: it comes again, in order. Answers what was done.
 * @throws CannotDo, one line; what the transport throws
 */
export async function republish({ pool, log, transport, topics }: Republishing, from = 0): Promise<string> {
  const { position, previous } = await readCheckpoint(pool, 'events');
  if (from > position) throw new CannotDo(`--from: published is only what lies up to position ${position}`);
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
  await transport.deleteRecords(beheaded.map(endOf)); // until then the relay refuses them
  const deleted =
    beheaded.length === 0 ? '' : `; ${beheaded.length} partitions that did not begin at the beginning were emptied`;
  return `everything behind position ${from} is published again${deleted}; start the relay again where it stopped`;
}

/**
 * It begins with a record that follows another one, which retention did not take: the topic was made anew, or was cut
 * short at its beginning.
 */
const isBeheaded = ({ beginOffset, first }: Tail): boolean =>
  beginOffset === '0' && first !== undefined && publishedIn(first)?.prev !== undefined;

const endOf = ({ topic, partition, endOffset }: Tail): PartitionOffset => ({ topic, partition, offset: endOffset });

/**
 * Who begins with an empty partition gets a first record that follows none. @throws CannotDo where a partition ends too
 * early to go on behind a position
 */
function stillThere(chain: Previous, tails: readonly Tail[]): Previous {
  const places = new Map(tails.filter(({ latest }) => latest.length > 0).map((tail) => [partitionName(tail), tail]));
  return Object.fromEntries(
    Object.entries(chain).filter(([place, wanted]) => {
      const tail = places.get(place);
      const last = Math.max(0, ...(tail?.latest ?? []).map((record) => publishedIn(record)?.position ?? 0));
      if (tail && last < wanted)
        throw new CannotDo(`--from: Kafka's ${place} ends at position ${last}: give that one, or a lower one`);
      return tail !== undefined;
    }),
  );
}

/** With the log's first epoch all its marks come again, too; behind another position the relay sees by itself which. */
async function setBack(pool: Pool, position: number, previous: Previous): Promise<void> {
  const { rowCount } = await pool.query(
    `update relay_checkpoint
     set position = $1, ends = '{}', previous = case name when 'events' then $2 else previous end,
         epoch_marked = case when name = 'events' and $1 = 0 then 1 else epoch_marked end, updated_at = now()
     where name = 'events' or name = 'article-counts' and $1 = 0`,
    [position, JSON.stringify(previous)],
  );
  if (rowCount === 0) throw new CannotDo('nothing was published yet');
}
