import type { Pool, PoolClient } from 'pg';
import { visibleStatuses } from '#contracts/comment-life/visible';
import { pause } from '#platform/pause';
import { inTransaction } from '#platform/transaction';

/** A condition that must always hold, and how often it does not. */
export interface CheckedInvariant {
  readonly what: string;
  /** Null: not checked, because the log never paused. */
  readonly violations: number | null;
}

interface Invariant {
  readonly what: string;
  /** Counts violations. */
  readonly sql: string;
  readonly values?: readonly unknown[];
}

const invariants: readonly Invariant[] = [
  {
    what: 'every stream has the versions 1 to n',
    sql: `
      select count(*) from (
        select from events group by stream_id having count(*) <> max(version) or min(version) <> 1
      ) broken`,
  },
  {
    what: 'every stream has its last version',
    sql: `
      select count(*) from streams s
      full join (select stream_id, max(version) as version from events group by stream_id) e using (stream_id)
      where s.version is distinct from e.version`,
  },
  {
    what: 'positions follow the order of each stream',
    sql: `
      select count(*) from (
        select position, lag(position) over (partition by stream_id order by version) as before from events
      ) pairs where before >= position`,
  },
  {
    what: 'no negative comment counts',
    sql: 'select count(*) from read.articles where comment_count < 0',
  },
  {
    what: 'reply counts equal the visible replies',
    sql: `
      select count(*) from read.comments parent
      left join (
        select parent_id, count(*) as replies from read.comments where status = any ($1) group by parent_id
      ) below on below.parent_id = parent.id
      where parent.reply_count <> coalesce(replies, 0)`,
    values: [visibleStatuses],
  },
  {
    what: 'waiting comments equal those queued minus those dequeued',
    sql: `
      select count(*) from (
        select site_id, sum(came - went) as waiting from read.stats_quarters group by site_id
      ) quarters
      full join (
        select site_id, sum(waiting) as waiting from read.article_waiting group by site_id
      ) articles using (site_id)
      where coalesce(quarters.waiting, 0) <> coalesce(articles.waiting, 0)`,
  },
  {
    what: 'queue sizes equal the queued comments',
    sql: `
      select count(*) from read.queue_sizes s
      full join (
        select site_id, queue, count(*) as items from read.queue_items where queue is not null group by 1, 2
      ) i using (site_id, queue)
      where coalesce(s.size, 0) <> coalesce(i.items, 0)`,
  },
];

/** Compares two read models; holds whenever both have reached the same position. */
const countInvariant = `
  select count(*) from read.articles a
  full join (
    select site_id, article_id, count(*) as visible from read.comments where status = any ($1) group by 1, 2
  ) c using (site_id, article_id)
  where coalesce(a.comment_count, 0) <> coalesce(c.visible, 0)`;

export async function checkInvariants(pool: Pool): Promise<CheckedInvariant[]> {
  const findings: CheckedInvariant[] = [];
  for (const { what, sql, values = [] } of invariants) {
    findings.push({ what, violations: await count(pool, sql, values) });
  }
  findings.push({ what: 'article counts equal the comments in the threads', violations: await compareCounts(pool) });
  return findings;
}

/** Retries until both read models have the same position, which happens when the log pauses for a moment. */
async function compareCounts(pool: Pool): Promise<number | null> {
  for (let attempt = 1; attempt <= 200; attempt++) {
    const found = await compareAtOneMoment(pool);
    if (found !== undefined) return found;
    await pause(25, undefined);
  }
  return null;
}

function compareAtOneMoment(pool: Pool): Promise<number | undefined> {
  const compare = async (client: PoolClient): Promise<number | undefined> => {
    const { rows } = await client.query<{ positions: string }>(
      `select count(distinct position) as positions from projection_checkpoints
       where name in ('article', 'thread') and status in ('active', 'stopped')`,
    );
    return Number(rows[0]?.positions) === 1 ? count(client, countInvariant, [visibleStatuses]) : undefined;
  };
  return inTransaction(pool, compare, { begin: 'begin isolation level repeatable read read only' });
}

async function count(database: Pick<Pool, 'query'>, sql: string, values: readonly unknown[]): Promise<number> {
  const { rows } = await database.query<{ count: string }>(sql, [...values]);
  return Number(rows[0]?.count);
}
