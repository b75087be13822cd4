import type { ItemAnswer } from '#contracts/moderation-answers';
import { isStoodForBy, standsFor } from './standing.ts';

type Wave = NonNullable<ItemAnswer['wave']>;

/** One of a wave in the queue `pending`. */
const waiting = (id: string, minute: number, wave: Pick<Wave, 'id' | 'published' | 'commentIds'> | null): ItemAnswer =>
  ({ comment: { id }, wave, queue: 'pending', waitingSince: `2026-01-01T08:0${minute}:00.000Z` }) as ItemAnswer;

const known = (...items: ItemAnswer[]) => ({
  itemNow: async (id: string) => {
    const value = items.find(({ comment }) => comment.id === id) ?? { ...waiting(id, 0, null), queue: null };
    return { ok: true, value, status: 200, headers: new Headers() } as const;
  },
});

describe('what comes as one item', () => {
  const of = (id: string, published: number, ...others: string[]) => ({ id, published, commentIds: others });
  const last = waiting('d', 3, of('a', 1, 'd', 'a', 'b', 'c'));

  it('is stood for by the first of those alike, where it waits', async () => {
    const first = waiting('a', 0, of('a', 0, 'a', 'b', 'd'));
    const other = waiting('d', 3, of('a', 0, 'd', 'a', 'b'));
    expect(await standsFor(known(first, other), other)).toBe(first);
    expect(await standsFor(known(), first)).toBe(first);
  });

  it('is stood for by the one that waits longest, where readers see the first', async () => {
    const second = waiting('b', 1, of('a', 1, 'b', 'a', 'c', 'd'));
    expect(await standsFor(known(second, last), last)).toBe(second);
    expect(await standsFor(known(second, last), second)).toBe(second);
  });

  it('stands for itself where nothing is like it, or nothing else waits any more', async () => {
    const single = waiting('e', 0, null);
    expect(await standsFor(known(), single)).toBe(single);
    expect(await standsFor(known(), last)).toBe(last);
  });

  it('shows who the others are, which are no cards of their own', () => {
    expect(['a', 'b', 'c', 'd', 'e'].filter((id) => isStoodForBy(last, id))).toEqual(['a', 'b', 'c']);
    expect(isStoodForBy(waiting('e', 0, null), 'a')).toBe(false);
  });
});
