import type { ItemAnswer } from '#contracts/moderation-answers';
import type { SiteApi } from '../../service/site-api.ts';

/** Comments that say nearly the same come as one item: whether this one is another of them. */
export const isStoodForBy = ({ comment, wave }: ItemAnswer, id: string): boolean =>
  comment.id !== id && (wave?.commentIds.includes(id) ?? false);

/** The item as which the queue deals a comment: the first of those alike that wait with it, or the one that waits longest. */
export async function standsFor(api: Pick<SiteApi, 'itemNow'>, item: ItemAnswer): Promise<ItemAnswer> {
  const { comment, wave, queue } = item;
  if (wave === null || wave.id === comment.id) return item;
  const [, ...others] = wave.commentIds;
  const [first, longest] = await Promise.all(
    [others.find((id) => id === wave.id), others[wave.published]].map(async (id) => {
      const answer = id === undefined ? null : await api.itemNow(id);
      return answer?.ok && answer.value.queue === queue ? answer.value : null;
    }),
  );
  return first ?? [item, ...(longest ? [longest] : [])].toSorted(byWait)[0] ?? item;
}

const byWait = (one: ItemAnswer, other: ItemAnswer): number =>
  Date.parse(one.waitingSince ?? '') - Date.parse(other.waitingSince ?? '');
