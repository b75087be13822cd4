import type { Pool } from 'pg';
import type { DeskMessage } from '#contracts/moderation-answers';
import type { QueueName } from '#contracts/vocabulary';

/** A message about a claim, and the comment's queue: only moderators of this queue may get the message. */
export interface ClaimMessage {
  readonly message: DeskMessage;
  readonly queue: QueueName | null;
}

/** Messages about all current claims of a site. */
export const claimsInForce = (pool: Pool, site: string): Promise<ClaimMessage[]> =>
  messages(pool, 'in-force', inForce, site);

/** Messages about these comments: their current claims, or that they have none. */
export const claimsNow = (pool: Pool, commentIds: readonly string[]): Promise<ClaimMessage[]> =>
  messages(pool, 'now', now, commentIds);

async function messages(pool: Pool, name: string, text: string, value: unknown): Promise<ClaimMessage[]> {
  const { rows } = await pool.query<Row>({ name: `claim-messages-${name}`, text, values: [value] });
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
  select changed.comment_id as "commentId", ${columns}
  from unnest($1::uuid[]) changed (comment_id)
  left join claims c on c.comment_id = changed.comment_id and c.claimed_until > now()
  left join read.queue_items i on i.comment_id = changed.comment_id`;
