import type { Pool } from 'pg';
import { Refusal } from '#contracts/refusal';
import { type ThreadComment, commentsByIds } from '#read-models/thread/queries';
import type { Executed } from '../commands/command-executor';
import type { Freshness } from '../reading/freshness';

/** The comment as it reads after a command; its read model is milliseconds behind. @throws Refusal `unavailable` when it is further behind */
export async function commentAfter(
  pool: Pool,
  freshness: Freshness,
  { site, id }: { readonly site: string; readonly id: string },
  { position }: Pick<Executed, 'position'>,
): Promise<ThreadComment> {
  await freshness.reached(position, ['thread']);
  const comment = (await commentsByIds(pool, site, [id])).get(id);
  if (!comment) throw new Refusal('unavailable');
  return comment;
}
