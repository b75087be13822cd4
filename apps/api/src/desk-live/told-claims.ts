import type { Pool } from 'pg';
import type { DeskMessage } from '#contracts/moderation-answers';
import type { QueueName } from '#contracts/vocabulary';

/** Who holds a comment, and the queue that it waits in: whoever may not work that one is not told. */
export interface ToldClaim {
  readonly message: DeskMessage;
  readonly queue: QueueName | null;
}

/** Every claim of a site that is in force. */
export const claimsInForce = (pool: Pool, site: string): Promise<ToldClaim[]> => told(pool, 'in-force', inForce, site);

/** Who holds these comments now, or that nobody does. */
export const claimsNow = (pool: Pool, commentIds: readonly string[]): Promise<ToldClaim[]> =>
  told(pool, 'now', now, commentIds);

async function told(pool: Pool, name: string, text: string, value: unknown): Promise<ToldClaim[]> {
  const { rows } = await pool.query<Row>({ name: `claims-told-${name}`, text, values: [value] });
  return rows.map(({ commentId, queue, id, name: who, until, holder }) => ({
    queue,
    message: {
      event: 'claim',
      data: {
        commentId,
        claimedBy: id === null ? null : { id, name: who },
        claimedUntil: until?.toISOString() ?? null,
        holder,
      },
    },
  }));
}

interface Row {
  readonly commentId: string;
  readonly queue: QueueName | null;
  readonly id: string | null;
  readonly name: string | null;
  readonly until: Date | null;
  readonly holder: string | null;
}

const columns = `i.queue, c.moderator_id as id, c.moderator_name as name, c.claimed_until as until, c.holder`;

const inForce = `
  select c.comment_id as "commentId", ${columns}
  from claims c left join read.queue_items i on i.comment_id = c.comment_id
  where c.site_id = $1 and c.moderator_id is not null and c.claimed_until > now()`;

const now = `
  select told.comment_id as "commentId", ${columns}
  from unnest($1::uuid[]) told (comment_id)
  left join claims c on c.comment_id = told.comment_id and c.claimed_until > now()
  left join read.queue_items i on i.comment_id = told.comment_id`;
