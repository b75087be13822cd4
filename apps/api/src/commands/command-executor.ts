import { Injectable } from '@nestjs/common';
import type { DomainEvent, RecordedEvent } from '#contracts/event-schemas';
import type { ProblemCode } from '#contracts/problems';
import { Refusal } from '#contracts/refusal';
import { type Decider, fold } from '#domain/decider';
import type { AppendRequest, AppendVerdict } from '#event-store/appending/append';
import { LogUnavailable, OutcomeUnknown, SubjectErased } from '#event-store/append-errors';
import type { JsonObject, StoredEvent } from '#event-store/event';
import { EventLog } from '#event-store/event-log';
import { unlessAborted } from '#platform/unless-aborted';
import { type StreamPlace, erasedBy, toAppend } from './append-events.ts';
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
  /** Gathers the facts and builds the command. Called again with `again` after a lost race. May throw a Refusal. */
  readonly prepare: (state: State, again: boolean) => Promise<Prepared<Command>> | Prepared<Command>;
  readonly idempotency?: IdempotentRequest | undefined;
  /** The answer to store for repeated requests; see FirstAnswer. */
  readonly result?: (events: readonly DomainEvent[], state: State) => JsonObject;
  /** A stream known to be new needs no reading. */
  readonly isNew?: boolean;
}

export interface Prepared<Command> {
  readonly command: Command;
  /** The streams that the facts came from. If one of them changes before the append, the facts are gathered again. */
  readonly guards?: AppendRequest['guards'];
}

type Replayed = { kind: 'replayed' } & FirstAnswer;

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
  | Replayed;

// Refusals that depend on cached facts about an author, an article or a policy. The cache may be outdated, for example
// after another process lifted a ban, and a refused command never reaches the guards that would detect it. Such a
// refusal is only final if it was based on freshly read facts.
const refusedFromCache: ReadonlySet<ProblemCode> = new Set([
  'author-banned',
  'author-suspended',
  'author-erased',
  'guests-not-allowed',
  'article-closed',
  'forbidden',
]);

/** Milliseconds after which a repeated request gets its first answer, although its facts are still being gathered. */
const patienceMs = 1000;

// Each lost race means that another command on the same stream succeeded.
const attempts = 10;

/** Loads, decides and appends, and retries if another command was first. The only path from a command to the log. */
@Injectable()
export class CommandExecutor {
  constructor(private readonly log: EventLog) {}

  /** @throws Refusal of a rule, or `version-conflict` if every attempt lost its race */
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
    const isOtherKind = decider.beginsWith !== undefined && events[0] && events[0].type !== decider.beginsWith;
    const own = isOtherKind ? [] : recorded(events);
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
      const prepared = await this.preparedOrReplayed(execution, state, again);
      if ('kind' in prepared) return prepared;
      const { command, guards } = prepared;
      const events = decider.decide(command, state);
      const place = execution.place(state);
      if (events.length === 0 && !idempotency) return { kind: 'unchanged', position: await this.log.head(), version };
      const toStore = events.map((event) => toAppend(event, place));
      const request: AppendRequest = {
        streamId: execution.streamId,
        expectedVersion: version,
        events: toStore,
        ...erasedBy(events, place),
        ...(guards && { guards }),
        ...(idempotency && { idempotency: { ...idempotency, result: execution.result?.(events, state) ?? {} } }),
      };
      const verdict = await this.log.append(request).catch((error: unknown) => {
        throw isErasedComment(error, place) ? new Refusal('comment-gone') : error;
      });
      return executedFrom(verdict, { idempotency, events, eventIds: toStore.map((event) => event.eventId) });
    } catch (error) {
      if (error instanceof Refusal && !again && refusedFromCache.has(error.code)) return undefined;
      if (idempotency && mayBeStored(error)) return this.replayOr(error, idempotency);
      throw error;
    }
  }

  /** Gathers the facts. If that takes long, a repeated command is not made to wait: its first answer counts. */
  private async preparedOrReplayed<Command, State>(
    { prepare, idempotency }: Execution<Command, State>,
    state: State,
    again: boolean,
  ): Promise<Prepared<Command> | Replayed> {
    const prepared = Promise.resolve(prepare(state, again));
    if (!idempotency) return prepared;
    const inTime = await unlessAborted(prepared, AbortSignal.timeout(patienceMs));
    return inTime ?? (await this.replayed(idempotency).catch(() => undefined)) ?? prepared;
  }

  /**
   * A repeated command may be refused by now, such as an edit after its time window, or its facts may be unreadable.
   * The first answer then counts.
   */
  private async replayOr(error: unknown, idempotency: IdempotentRequest): Promise<Replayed> {
    try {
      const stored = await this.replayed(idempotency);
      if (stored) return stored;
    } catch (failure) {
      if (!(error instanceof OutcomeUnknown)) throw failure;
    }
    throw error;
  }

  /** @throws Refusal if the key was used for another request */
  private async replayed(idempotency: IdempotentRequest): Promise<Replayed | undefined> {
    const stored = await this.log.findIdempotent(idempotency.scope, idempotency.key);
    return stored && { kind: 'replayed', ...firstAnswer(idempotency, stored) };
  }
}

/** False if the log itself returned that it stored nothing. Then looking for a first answer would only add load. */
const mayBeStored = (error: unknown): boolean => !(error instanceof LogUnavailable) || error instanceof OutcomeUnknown;

/** True if the erased person is the comment's author, so the comment is about to go, and not the actor. */
const isErasedComment = (error: unknown, { commentAuthorId, actor }: StreamPlace): boolean =>
  error instanceof SubjectErased && error.subjectId === commentAuthorId && error.subjectId !== actor.id;

/** Returns undefined if the race was lost. */
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
      if (!done.idempotency) throw new Error('the log replayed a command that has no idempotency key');
      return { kind: 'replayed', ...firstAnswer(done.idempotency, verdict) };
    case 'conflict':
    case 'guard-failed':
      return undefined;
  }
}
