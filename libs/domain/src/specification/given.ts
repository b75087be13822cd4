import type { DomainEvent, RecordedEvent } from '#contracts/event-schemas';
import type { ProblemCode } from '#contracts/problems';
import { Refusal } from '#contracts/refusal';
import { validateEvent } from '#contracts/upcast';
import { type Decider, fold } from '../decider.ts';
import { eventId } from './identities.ts';

/** The expectations on an outcome. `yields` and `leaves` compare only the fields that the spec names. */
export interface Outcome<State> {
  yields(...expected: DeepPartial<DomainEvent>[]): Outcome<State>;
  isRefused(code: ProblemCode): void;
  leaves(expected: DeepPartial<NonNullable<State>>): Outcome<State>;
}

type DeepPartial<T> = T extends Date | ReadonlySet<unknown>
  ? T
  : T extends readonly (infer Item)[]
    ? readonly DeepPartial<Item>[]
    : T extends object
      ? { readonly [K in keyof T]?: DeepPartial<T[K]> }
      : T;

/** The first event of a history is recorded at noon, and each later one a minute after the previous. */
export const minute = (count: number): Date => new Date(Date.UTC(2026, 10, 23, 12, count));

/**
 * `given(decider, history).when(command).yields(…)`. Every yielded event is also validated against its schema, so that
 * an unknown or missing field fails here.
 */
export function given<Command, State, Event extends RecordedEvent>(
  decider: Decider<Command, State, Event>,
  history: readonly DomainEvent[] = [],
): { when(command: Command): Outcome<State> } {
  const state = fold(decider, decider.initialState, recorded(history));
  return { when: (command) => outcome(decider, { state, version: history.length }, command) };
}

/** Returns events as the log returns them: numbered, timed, with `personal` decrypted. */
export const recorded = (events: readonly DomainEvent[], after = 0): RecordedEvent[] =>
  events.map((event, index) => recordedAt(event, after + index + 1, minute(after + index)));

/** Returns one event as the log returns it. */
export const recordedAt = (event: DomainEvent, version: number, at: Date): RecordedEvent =>
  ({
    ...event,
    personal: event.personal ?? null,
    eventId: eventId(version),
    siteId: 'default',
    position: version,
    version,
    at,
    meta: {},
  }) as RecordedEvent;

function outcome<Command, State, Event extends RecordedEvent>(
  decider: Decider<Command, State, Event>,
  { state, version }: { state: State; version: number },
  command: Command,
): Outcome<State> {
  const decide = (): DomainEvent[] => {
    const events = decider.decide(command, state);
    for (const event of events) validateEvent(event);
    return events;
  };
  const self: Outcome<State> = {
    yields: (...expected) => {
      expect(decide()).toMatchObject(expected);
      return self;
    },
    isRefused: (code) => expect(refusalOf(decide)).toBe(code),
    leaves: (expected) => {
      expect(fold(decider, state, recorded(decide(), version))).toMatchObject(expected);
      return self;
    },
  };
  return self;
}

function refusalOf(decide: () => DomainEvent[]): ProblemCode | { yielded: DomainEvent[] } {
  try {
    return { yielded: decide() };
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
