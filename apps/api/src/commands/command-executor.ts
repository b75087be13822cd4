import { Injectable } from '@nestjs/common';
import type { DomainEvent, RecordedEvent } from '#contracts/event-schemas';
import type { ProblemCode } from '#contracts/problems';
import { Refusal } from '#contracts/refusal';
import { type Decider, fold } from '#domain/decider';
import type { AppendRequest, AppendVerdict } from '#event-store/appending/append';
import { SubjectErased } from '#event-store/append-errors';
import type { JsonObject, StoredEvent } from '#event-store/event';
import { EventLog } from '#event-store/event-log';
import { type StreamPlace, toAppend, whomTheyErase } from './append-events.ts';
import { type FirstAnswer, type IdempotentRequest, firstAnswer } from './idempotency.ts';
import { recorded } from './recorded.ts';

/** A folded stream: the state, and the version it was folded to. */
export interface Folded<State> {
  readonly state: State;
  readonly version: number;
}

/** One command on one stream. */
export interface Execution<Command, State> {
  readonly streamId: string;
  readonly place: (state: State) => StreamPlace;
  /**
   * Gathers the facts and makes the command from them; called again, with `again`, when a race was lost. May refuse.
   */
  readonly prepare: (state: State, again: boolean) => Promise<Prepared<Command>> | Prepared<Command>;
  readonly idempotency?: IdempotentRequest | undefined;
  /** What to store for a repeated request; see FirstAnswer. */
  readonly result?: (events: readonly DomainEvent[], state: State) => JsonObject;
  /** A stream known to be new needs no reading. */
  readonly isNew?: boolean;
}

export interface Prepared<Command> {
  readonly command: Command;
  /** Streams whose state the facts came from: if one moved on meanwhile, the facts are gathered anew. */
  readonly guards?: AppendRequest['guards'];
}

export type Executed =
  | {
      kind: 'appended';
      events: readonly DomainEvent[];
      eventIds: readonly string[];
      position: number;
      version: number;
      at: Date;
    }
  | { kind: 'unchanged'; position: number; version: number }
  | ({ kind: 'replayed' } & FirstAnswer);

// What was remembered of an author, an article or a policy may be old, and what is refused never meets the guards that
// would tell: another process may have lifted the ban. Such a refusal is given only on facts that were gathered anew.
const refusedByMemory: ReadonlySet<ProblemCode> = new Set([
  'author-banned',
  'author-suspended',
  'author-erased',
  'guests-not-allowed',
  'article-closed',
  'forbidden',
]);

// Each lost race means that somebody else's command on the same stream succeeded.
const attempts = 10;

/** Load, decide, append, and again when another command was first: the one path from a command to the log. */
@Injectable()
export class CommandExecutor {
  constructor(private readonly log: EventLog) {}

  /** @throws Refusal when a rule says no, or `version-conflict` when every attempt lost its race */
  async execute<Command, State, Event extends RecordedEvent>(
    decider: Decider<Command, State, Event>,
    execution: Execution<Command, State>,
  ): Promise<Executed> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const isNew = attempt === 0 && execution.isNew === true;
      const { state, version } = isNew
        ? { state: decider.initialState, version: 0 }
        : await this.load(decider, execution.streamId);
      const executed = await this.attempt(decider, execution, { state, version }, attempt > 0);
      if (executed) return executed;
    }
    throw new Refusal('version-conflict');
  }

  async load<Command, State, Event extends RecordedEvent>(
    decider: Decider<Command, State, Event>,
    streamId: string,
  ): Promise<Folded<State>> {
    return this.fold(decider, await this.log.readStream(streamId));
  }

  fold<Command, State, Event extends RecordedEvent>(
    decider: Decider<Command, State, Event>,
    events: readonly StoredEvent[],
  ): Folded<State> {
    const isAnothers = decider.beginsWith !== undefined && events[0] && events[0].type !== decider.beginsWith;
    const own = isAnothers ? [] : recorded(events);
    return {
      state: fold(decider, decider.initialState, own),
      version: events.at(-1)?.version ?? 0,
    };
  }

  private async attempt<Command, State, Event extends RecordedEvent>(
    decider: Decider<Command, State, Event>,
    execution: Execution<Command, State>,
    { state, version }: Folded<State>,
    again: boolean,
  ): Promise<Executed | undefined> {
    const { idempotency } = execution;
    try {
      const { command, guards } = await execution.prepare(state, again);
      const events = decider.decide(command, state);
      const place = execution.place(state);
      if (events.length === 0 && !idempotency) return { kind: 'unchanged', position: await this.log.head(), version };
      const toStore = events.map((event) => toAppend(event, place));
      const request: AppendRequest = {
        streamId: execution.streamId,
        expectedVersion: version,
        events: toStore,
        ...whomTheyErase(events, place),
        ...(guards && { guards }),
        ...(idempotency && { idempotency: { ...idempotency, result: execution.result?.(events, state) ?? {} } }),
      };
      const verdict = await this.log.append(request).catch((error: unknown) => {
        throw isErasedComment(error, place) ? new Refusal('comment-gone') : error;
      });
      return executedFrom(verdict, { idempotency, events, eventIds: toStore.map((event) => event.eventId) });
    } catch (error) {
      if (error instanceof Refusal && !again && refusedByMemory.has(error.code)) return undefined;
      if (error instanceof Refusal && idempotency) return this.replayOr(error, idempotency);
      throw error;
    }
  }

  /** A command that was done already may be refused now (an edit after its window): then the first answer counts. */
  private async replayOr(refusal: Refusal, idempotency: IdempotentRequest): Promise<Executed> {
    const stored = await this.log.findIdempotent(idempotency.scope, idempotency.key);
    if (!stored) throw refusal;
    return { kind: 'replayed', ...firstAnswer(idempotency, stored) };
  }
}

/** Its author's key is gone, and the comment about to go: not the account of whoever speaks of it. */
const isErasedComment = (error: unknown, { commentAuthorId, actor }: StreamPlace): boolean =>
  error instanceof SubjectErased && error.subjectId === commentAuthorId && error.subjectId !== actor.id;

/** Undefined: the race was lost. */
function executedFrom(
  verdict: AppendVerdict,
  done: { idempotency: IdempotentRequest | undefined; events: readonly DomainEvent[]; eventIds: readonly string[] },
): Executed | undefined {
  switch (verdict.kind) {
    case 'appended': {
      const { position, version, recordedAt: at } = verdict;
      const { events, eventIds } = done;
      return events.length > 0
        ? { kind: 'appended', events, eventIds, position, version, at }
        : { kind: 'unchanged', position, version };
    }
    case 'replayed':
      if (!done.idempotency) throw new Error('replayed without a key');
      return { kind: 'replayed', ...firstAnswer(done.idempotency, verdict) };
    case 'conflict':
    case 'guard-failed':
      return undefined;
  }
}
