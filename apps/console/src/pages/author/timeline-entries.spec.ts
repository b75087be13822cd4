import type { PastEvent } from '#contracts/moderation-answers';
import type { FoundComment } from '#contracts/search-answers';
import { entriesOf, measuresIn } from './timeline-entries.ts';

const comment = (createdAt: string) => ({ comment: { createdAt } }) as FoundComment;
/** With the data that a timeline shows. */
const event = (
  type: PastEvent['type'],
  at: string,
  data: object,
  personal: Record<string, unknown> | null = null,
): PastEvent => ({ eventId: at, type, version: 1, position: '1', at, personal, data }) as unknown as PastEvent;
const history = {
  authorId: 'a',
  events: [
    event('AuthorRestricted', '2026-01-02', { kind: 'suspended', until: '2026-01-05' }, { reason: 'Insults' }),
    event('AuthorRestrictionLifted', '2026-01-04', { kind: 'suspended' }),
    event('AuthorErased', '2026-01-09', {}),
  ],
};
const times = (entries: ReturnType<typeof entriesOf>): string[] =>
  entries.map((entry) => ('measure' in entry ? entry.measure.what : entry.comment.comment.createdAt));

describe("an author's timeline", () => {
  it('shows when restrictions began, their reason and end, and when they were lifted', () => {
    expect(measuresIn(history)).toMatchObject([
      { what: 'lifted', eventId: '2026-01-04', at: '2026-01-04', kind: 'suspended', until: null, reason: null },
      {
        ...{ what: 'restricted', eventId: '2026-01-02', at: '2026-01-02' },
        ...{ kind: 'suspended', until: '2026-01-05', reason: 'Insults', carriedOver: false },
      },
    ]);
  });

  it('shows that a restriction was carried over from an erased account', () => {
    const carried = event('AuthorRestricted', '2026-01-03', { kind: 'banned', until: null, carriedOver: true });
    expect(measuresIn({ authorId: 'a', events: [carried] })).toMatchObject([
      { what: 'restricted', kind: 'banned', reason: null, carriedOver: true },
    ]);
  });

  it('has them between the comments, newest first, and older ones only with the comments of their time', () => {
    const measures = measuresIn(history);
    const [newer, older] = [comment('2026-01-03'), comment('2026-01-01')];
    expect(times(entriesOf([newer], measures, false))).toEqual(['lifted', '2026-01-03']);
    expect(times(entriesOf([newer, older], measures, true))).toEqual([
      'lifted',
      '2026-01-03',
      'restricted',
      '2026-01-01',
    ]);
    expect(times(entriesOf([], measures, true))).toEqual(['lifted', 'restricted']);
  });
});
