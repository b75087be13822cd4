import type { DomainEvent, RecordedEvent } from '#contracts/event-schemas';
import type { RestrictionKind } from '#contracts/vocabulary';
import type { Decider } from './decider.ts';

export interface Restriction {
  readonly kind: RestrictionKind;
  readonly until: Date | null;
  readonly moderatorId: string;
  readonly since: Date;
  /** Null once the author was erased, and for a restriction that was carried over. */
  readonly reason: string | null;
}

/** True for restrictions that are kept through an erasure. Trust is not: it ends with the account. */
export const outlivesErasure = (kind: RestrictionKind): boolean => kind !== 'trusted';

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
/** The same person opened a new account: a restriction of the erased account continues. */
interface CarryRestrictionOver {
  type: 'CarryRestrictionOver';
  authorId: string;
  kind: RestrictionKind;
  until: Date | null;
}
export interface LiftRestriction {
  type: 'LiftRestriction';
  authorId: string;
  kind: RestrictionKind;
  moderatorId: string;
}
interface EraseAuthor {
  type: 'EraseAuthor';
  authorId: string;
  requestedBy: 'author' | 'admin';
}
export type AuthorCommand = RestrictAuthor | CarryRestrictionOver | LiftRestriction | EraseAuthor;
export type AuthorEvent = RecordedEvent<'AuthorRestricted' | 'AuthorRestrictionLifted' | 'AuthorErased'>;

const initialState: AuthorState = { restrictions: [], erased: false };

function decide(command: AuthorCommand, state: AuthorState): DomainEvent[] {
  const { authorId } = command;
  if (state.erased) return [];
  if (command.type === 'EraseAuthor') {
    return [{ type: 'AuthorErased', data: { authorId, requestedBy: command.requestedBy } }];
  }
  const current = state.restrictions.find((restriction) => restriction.kind === command.kind);
  switch (command.type) {
    case 'RestrictAuthor':
      return restrict(command, current);
    case 'CarryRestrictionOver':
      return carryOver(command, current);
    case 'LiftRestriction': {
      const { kind, moderatorId } = command;
      return current ? [{ type: 'AuthorRestrictionLifted', data: { authorId, kind, moderatorId } }] : [];
    }
  }
}

function restrict(
  { authorId, kind, until, reason, moderatorId }: RestrictAuthor,
  current: Restriction | undefined,
): DomainEvent[] {
  if (current && isUntil(current, until) && current.reason === reason) return [];
  const data = { authorId, kind, until: until?.toISOString() ?? null, moderatorId };
  return [{ type: 'AuthorRestricted', data, personal: { reason } }];
}

/** The moderator and the reason were erased with the earlier account. */
function carryOver({ authorId, kind, until }: CarryRestrictionOver, current: Restriction | undefined): DomainEvent[] {
  if (current && isUntil(current, until)) return [];
  const data = {
    authorId,
    kind,
    until: until?.toISOString() ?? null,
    moderatorId: nilModerator,
    carriedOver: true as const,
  };
  return [{ type: 'AuthorRestricted', data }];
}

const isUntil = (current: Restriction, until: Date | null): boolean => current.until?.getTime() === until?.getTime();

/** The nil UUID (RFC 9562, 5.9). */
const nilModerator = '00000000-0000-0000-0000-000000000000';

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

/** Returns the restriction of this kind that is in force at `now`. An expired one needs no event to end it. */
export const restrictionInForce = (state: AuthorState, kind: RestrictionKind, now: Date): Restriction | undefined =>
  state.restrictions.find((one) => one.kind === kind && (one.until === null || now < one.until));

const silencing = ['muted', 'banned', 'suspended'] as const;

/** Authors who may not write cannot act through reports either: their reports are recorded with weight 0. */
export const isSilenced = (state: AuthorState, now: Date): boolean =>
  silencing.some((kind) => restrictionInForce(state, kind, now));

/** The restriction that keeps an author from writing, and its end. Null: until a moderator lifts it. */
export interface WritingBan {
  readonly kind: 'banned' | 'suspended';
  readonly until: Date | null;
}

/** Returns the one that ends last of those in force. */
export function writingBan(state: AuthorState, now: Date): WritingBan | undefined {
  const end = ({ until }: WritingBan): number => until?.getTime() ?? Infinity;
  const bans = (['banned', 'suspended'] as const).flatMap((kind) => {
    const found = restrictionInForce(state, kind, now);
    return found ? [{ kind, until: found.until }] : [];
  });
  return bans.toSorted((one, other) => (end(one) < end(other) ? 1 : -1))[0];
}

export const authorDecider: Decider<AuthorCommand, AuthorState, AuthorEvent> = { initialState, decide, evolve };
