import type { FoundComment } from '#contracts/search-answers';
import type { RestrictionKind } from '#contracts/vocabulary';
import type { AuthorHistory } from '../../service/site-api';

/** A restriction that began, or that a moderator lifted. */
export interface AuthorMeasure {
  readonly what: 'restricted' | 'lifted';
  readonly eventId: string;
  readonly kind: RestrictionKind;
  readonly until: string | null;
  readonly reason: string | null;
  /** From an account of the same person that was erased. */
  readonly carriedOver: boolean;
  readonly at: string;
}

export type Entry = { readonly comment: FoundComment } | { readonly measure: AuthorMeasure };

/** What was done to an author, from their events; newest first. */
export const measuresIn = ({ events }: AuthorHistory): AuthorMeasure[] =>
  events
    .flatMap(({ eventId, type, at, data, personal }): AuthorMeasure[] => {
      const what = ({ AuthorRestricted: 'restricted', AuthorRestrictionLifted: 'lifted' } as const)[type];
      if (!what) return [];
      const until = typeof data['until'] === 'string' ? data['until'] : null;
      const reason = typeof personal?.['reason'] === 'string' ? personal['reason'] : null;
      return [
        {
          what,
          eventId,
          at,
          until,
          reason,
          carriedOver: data['carriedOver'] === true,
          kind: data['kind'] as RestrictionKind,
        },
      ];
    })
    .toReversed();

/**
 * Comments and measures in one order, newest first.
 * @param isAll no older comments are left to be loaded; otherwise older measures wait for them
 */
export function entriesOf(
  comments: readonly FoundComment[],
  measures: readonly AuthorMeasure[],
  isAll: boolean,
): Entry[] {
  const oldest = isAll ? '' : (comments.at(-1)?.comment.createdAt ?? '');
  return [
    ...comments.map((comment) => ({ comment, at: comment.comment.createdAt })),
    ...measures.filter(({ at }) => at >= oldest).map((measure) => ({ measure, at: measure.at })),
  ].toSorted((a, b) => b.at.localeCompare(a.at));
}
