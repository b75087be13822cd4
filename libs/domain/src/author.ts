import type { DomainEvent, RecordedEvent } from '#contracts/event-schemas';
import type { RestrictionKind } from '#contracts/vocabulary';
import type { Decider } from './decider.ts';

export interface Restriction {
  readonly kind: RestrictionKind;
  readonly until: Date | null;
  readonly moderatorId: string;
  readonly since: Date;
  /** Null once the author was erased, and for one that was carried over. */
  readonly reason: string | null;
}

/** What an erasure would otherwise end. Trust is given up with the account. */
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
/** The same person has a new account: what held for the one that was erased goes on. */
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
  const standing = state.restrictions.find((restriction) => restriction.kind === command.kind);
  switch (command.type) {
    case 'RestrictAuthor':
      return restrict(command, standing);
    case 'CarryRestrictionOver':
      return carryOver(command, standing);
    case 'LiftRestriction': {
      const { kind, moderatorId } = command;
      return standing ? [{ type: 'AuthorRestrictionLifted', data: { authorId, kind, moderatorId } }] : [];
    }
  }
}

function restrict(
  { authorId, kind, until, reason, moderatorId }: RestrictAuthor,
  standing: Restriction | undefined,
): DomainEvent[] {
  if (standing && isUntil(standing, until) && standing.reason === reason) return [];
  const data = { authorId, kind, until: until?.toISOString() ?? null, moderatorId };
  return [{ type: 'AuthorRestricted', data, personal: { reason } }];
}

/** Which moderator it was, and why, was erased with the earlier account. */
function carryOver({ authorId, kind, until }: CarryRestrictionOver, standing: Restriction | undefined): DomainEvent[] {
  if (standing && isUntil(standing, until)) return [];
  const data = { authorId, kind, until: until?.toISOString() ?? null, moderatorId: nobody, carriedOver: true as const };
  return [{ type: 'AuthorRestricted', data }];
}

const isUntil = (standing: Restriction, until: Date | null): boolean => standing.until?.getTime() === until?.getTime();

/** The nil UUID (RFC 9562, 5.9). */
const nobody = '00000000-0000-0000-0000-000000000000';

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

/** What keeps an author from writing, and until when; null: until it is lifted. */
export interface WritingBan {
  readonly kind: 'banned' | 'suspended';
  readonly until: Date | null;
}

/** Of those in force, the one that ends last. */
export function writingBan(state: AuthorState, now: Date): WritingBan | undefined {
  const end = ({ until }: WritingBan): number => until?.getTime() ?? Infinity;
  const bans = (['banned', 'suspended'] as const).flatMap((kind) => {
    const found = restrictionInForce(state, kind, now);
    return found ? [{ kind, until: found.until }] : [];
  });
  return bans.toSorted((one, other) => (end(one) < end(other) ? 1 : -1))[0];
}

export const authorDecider: Decider<AuthorCommand, AuthorState, AuthorEvent> = { initialState, decide, evolve };
