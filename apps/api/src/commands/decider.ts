import type { DomainEvent, EventType } from '#contracts/event-schemas';

/** The shape every rule book in `domain` has (Chassaing): pure, no clock, no randomness. */
export interface Decider<Command, State, Event> {
  readonly initialState: State;
  /** The event that its streams begin with, where a caller may name any stream: one of another kind is then no stream of its own. */
  readonly beginsWith?: EventType;
  decide(command: Command, state: State): DomainEvent[];
  evolve(state: State, event: Event): State;
}

/** A folded stream: the state, and the version it was folded to. */
export interface Folded<State> {
  readonly state: State;
  readonly version: number;
}
