import type { PastEvent } from '#contracts/moderation-answers';
import type { FoundComment } from '#contracts/search-answers';
import type { RestrictionKind } from '#contracts/vocabulary';
import type { AuthorHistory } from '../../service/site-api.ts';

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

/** Restrictions and other changes of an author, from their events, newest first. */
export const measuresIn = ({ events }: AuthorHistory): AuthorMeasure[] =>
  events.flatMap((event) => measureOf(event) ?? []).toReversed();

function measureOf(event: PastEvent): AuthorMeasure | undefined {
  const { eventId, at } = event;
  switch (event.type) {
    case 'AuthorRestricted': {
      const { kind, until, carriedOver = false } = event.data;
      const reason = event.personal?.reason ?? null;
      return { what: 'restricted', eventId, at, kind, until, reason, carriedOver };
    }
    case 'AuthorRestrictionLifted': {
      const { kind } = event.data;
      return { what: 'lifted', eventId, at, kind, until: null, reason: null, carriedOver: false };
    }
    default:
      return undefined;
  }
}

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
