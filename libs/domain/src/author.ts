import type { DomainEvent, RecordedEvent } from '#contracts/event-schemas';
import type { RestrictionKind } from '#contracts/vocabulary';

export interface Restriction {
  readonly kind: RestrictionKind;
  readonly until: Date | null;
  readonly moderatorId: string;
  readonly since: Date;
  /** Null once the author was erased. */
  readonly reason: string | null;
}

export interface AuthorState {
  readonly restrictions: readonly Restriction[];
  readonly erased: boolean;
}

export interface RestrictAuthor {
  type: 'RestrictAuthor';
  authorId: string;
  kind: RestrictionKind;
  until: Date | null;
  reason: string;
  moderatorId: string;
}
export interface LiftRestriction {
  type: 'LiftRestriction';
  authorId: string;
  kind: RestrictionKind;
  moderatorId: string;
}
export interface EraseAuthor {
  type: 'EraseAuthor';
  authorId: string;
  requestedBy: 'author' | 'admin';
}
export type AuthorCommand = RestrictAuthor | LiftRestriction | EraseAuthor;
export type AuthorEvent = RecordedEvent<'AuthorRestricted' | 'AuthorRestrictionLifted' | 'AuthorErased'>;

const initialState: AuthorState = { restrictions: [], erased: false };

function decide(command: AuthorCommand, state: AuthorState): DomainEvent[] {
  const { authorId } = command;
  if (state.erased) return [];
  if (command.type === 'EraseAuthor') {
    return [{ type: 'AuthorErased', data: { authorId, requestedBy: command.requestedBy } }];
  }
  const standing = state.restrictions.find((restriction) => restriction.kind === command.kind);
  const { kind, moderatorId } = command;
  if (command.type === 'LiftRestriction') {
    return standing ? [{ type: 'AuthorRestrictionLifted', data: { authorId, kind, moderatorId } }] : [];
  }
  const same = standing && standing.until?.getTime() === command.until?.getTime() && standing.reason === command.reason;
  if (same) return [];
  const until = command.until?.toISOString() ?? null;
  return [
    { type: 'AuthorRestricted', data: { authorId, kind, until, moderatorId }, personal: { reason: command.reason } },
  ];
}

function evolve(state: AuthorState, event: AuthorEvent): AuthorState {
  if (event.type === 'AuthorErased') return { restrictions: [], erased: true };
  const others = state.restrictions.filter((restriction) => restriction.kind !== event.data.kind);
  if (event.type === 'AuthorRestrictionLifted') return { ...state, restrictions: others };
  const { kind, until, moderatorId } = event.data;
  const restriction: Restriction = {
    kind,
    moderatorId,
    until: until === null ? null : new Date(until),
    since: event.at,
    reason: event.personal?.reason ?? null,
  };
  return { ...state, restrictions: [...others, restriction] };
}

/** The restriction of this kind that holds at `now`; one that ran out ended by itself. */
export const restrictionInForce = (state: AuthorState, kind: RestrictionKind, now: Date): Restriction | undefined =>
  state.restrictions.find((one) => one.kind === kind && (one.until === null || now < one.until));

const silencing = ['muted', 'banned', 'suspended'] as const;

/** Whoever may not speak does not speak by reports either: theirs are heard and weigh nothing. */
export const isSilenced = (state: AuthorState, now: Date): boolean =>
  silencing.some((kind) => restrictionInForce(state, kind, now));

export const authorDecider = { initialState, decide, evolve };
