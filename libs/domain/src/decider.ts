import type { DomainEvent, EventType, RecordedEvent } from '#contracts/event-schemas';

/** The shape of every decider (after Jérémie Chassaing): pure, no clock, no randomness. */
export interface Decider<Command, State, Event extends RecordedEvent> {
  readonly initialState: State;
  /**
   * The event type that its streams begin with, needed where a caller may name any stream id. A stream that begins with
   * another type counts as empty.
   */
  readonly beginsWith?: EventType;
  /** @throws Refusal with a public problem code if a rule forbids the command */
  readonly decide: (command: Command, state: State) => DomainEvent[];
  readonly evolve: (state: State, event: Event) => State;
}

/** Applies events to a state. The caller passes the events of the decider's own stream, which contains no others. */
export const fold = <State, Event extends RecordedEvent>(
  decider: Pick<Decider<never, State, Event>, 'evolve'>,
  state: State,
  events: readonly RecordedEvent[],
): State =>
  // oxlint-disable-next-line typescript/consistent-type-assertions -- see above: no type links an event to its stream
  events.reduce((folded, event) => decider.evolve(folded, event as Event), state);
