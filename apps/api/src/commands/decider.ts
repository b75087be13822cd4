import type { DomainEvent } from '#contracts/event-schemas';

/** The shape every rule book in `domain` has (Chassaing): pure, no clock, no randomness. */
export interface Decider<Command, State, Event> {
  readonly initialState: State;
  decide(command: Command, state: State): DomainEvent[];
  evolve(state: State, event: Event): State;
}

/** A folded stream: the state, and the version it was folded to. */
export interface Folded<State> {
  readonly state: State;
  readonly version: number;
}
