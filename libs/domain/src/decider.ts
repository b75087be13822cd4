import type { DomainEvent, EventType, RecordedEvent } from '#contracts/event-schemas';

/** The shape of every rule book (Chassaing): pure, no clock, no randomness. */
export interface Decider<Command, State, Event extends RecordedEvent> {
  readonly initialState: State;
  /**
   * The event that its streams begin with, where a caller may name any stream: one of another kind is then no stream of
   * its own.
   */
  readonly beginsWith?: EventType;
  /** @throws Refusal with a public problem code when a rule says no */
  readonly decide: (command: Command, state: State) => DomainEvent[];
  readonly evolve: (state: State, event: Event) => State;
}

/** What a stream's events make of a state. They are the decider's own: nothing else is written into its streams. */
export const fold = <State, Event extends RecordedEvent>(
  decider: Pick<Decider<never, State, Event>, 'evolve'>,
  state: State,
  events: readonly RecordedEvent[],
): State =>
  // oxlint-disable-next-line typescript/consistent-type-assertions -- see above: no type says which stream an event is of
  events.reduce((folded, event) => decider.evolve(folded, event as Event), state);
