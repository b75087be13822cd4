import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { decisionNames, isDecisionType } from '#contracts/comment-life/decisions';
import type { CommentEventType } from '#contracts/event-schemas';
import type { DecisionResult } from '#contracts/moderation-answers';
import type { DecisionRequest } from '#contracts/moderation-requests';
import type { ProblemCode } from '#contracts/problems';
import { Refusal } from '#contracts/refusal';
import { commentDecider } from '#domain/comment';
import type { Comment } from '#domain/comment-state';
import { EventLog } from '#event-store/event-log';
import { errorWithoutData } from '#platform/error-without-data';
import { Afterwards } from '../commands/afterwards.ts';
import { CommandExecutor, type Executed } from '../commands/command-executor.ts';
import type { IdempotentRequest } from '../commands/idempotency.ts';
import { recordedAndOpened } from '../commands/recorded.ts';
import type { AskedDecision, AskedUndo } from '../comments/asked-of-comment.ts';
import { ChangeComment } from '../comments/change-comment.handler.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { problemFor } from '../http/problem.filter.ts';
import { otherQueues } from '../identity/reach.ts';
import { ModeratorSight } from '../sight/moderator-sight.ts';
import { Claims } from './claims.ts';
import type { ModeratorAtWork } from './moderators.ts';

interface Batch {
  readonly batchId: string;
  readonly context: CommandContext;
}

export interface BatchResult {
  readonly results: DecisionResult[];
  readonly replayed: boolean;
}

/** What came of one; with the error where it has no outcome of its own. */
interface Done {
  readonly result: DecisionResult;
  readonly replayed: boolean;
  readonly error?: unknown;
}

// Refusals that mean: somebody or something else came first.
const conflicts: ReadonlySet<ProblemCode> = new Set([
  ...(['decided-meanwhile', 'comment-gone', 'superseded', 'nothing-to-undo', 'version-conflict'] as const),
]);

/** Decisions on many comments at once: each is its own command with its own outcome, one flush carries them all. */
@Injectable()
export class Decisions {
  constructor(
    private readonly commands: CommandBus,
    private readonly executor: CommandExecutor,
    private readonly log: EventLog,
    private readonly claims: Claims,
    private readonly sight: ModeratorSight,
    private readonly afterwards: Afterwards,
    @Given() private readonly given: Pick<ApiDependencies, 'logger'>,
  ) {}

  async decide(
    site: string,
    { sight, ...moderator }: ModeratorAtWork,
    decisions: readonly DecisionRequest[],
    batch: Batch,
  ): Promise<BatchResult> {
    const done = await this.each(decisions, ({ commentId, ...wanted }, index) => {
      const asked: AskedDecision = { type: 'DecideComment', ...wanted, moderator, sight, batchId: batch.batchId };
      return this.one({ site, commentId }, asked, { batch, index });
    });
    // A claim that stays runs out by itself.
    await this.afterwards.attempt('its claims', () => this.claims.decided(site, done.results.filter(isSettled)));
    return done;
  }

  async undo(
    site: string,
    { sight, ...moderator }: ModeratorAtWork,
    commentIds: readonly string[],
    { undone, ...batch }: Batch & { undone: string | null },
  ): Promise<BatchResult> {
    const undoings = commentIds.map((commentId) => ({ commentId }));
    return this.each(undoings, ({ commentId }, index) =>
      this.one({ site, commentId }, { type: 'UndoDecision', moderator, sight, batchId: undone }, { batch, index }),
    );
  }

  /** A comment named twice is decided twice, in order; all others side by side. */
  private async each<Asked extends { readonly commentId: string }>(
    asked: readonly Asked[],
    run: (one: Asked, index: number) => Promise<Done>,
  ): Promise<BatchResult> {
    const last = new Map<string, Promise<Done>>();
    const runs = asked.map((one, index) => {
      const before = last.get(one.commentId);
      const running = this.orFailed(one.commentId, before ? before.then(() => run(one, index)) : run(one, index));
      last.set(one.commentId, running);
      return running;
    });
    const done = await Promise.all(runs);
    throwIfNothingElse(done);
    return { results: done.map((one) => one.result), replayed: done.some((one) => one.replayed) };
  }

  /** What befalls one comment takes nothing from what is known of the others. */
  private async orFailed(commentId: string, running: Promise<Done>): Promise<Done> {
    try {
      return await running;
    } catch (error) {
      const { type, title, status, detail } = problemFor(error);
      const outcome = isForbidden(error) ? 'forbidden' : 'failed';
      if (status >= 500)
        this.given.logger.warn({ err: errorWithoutData(error), commentId }, 'one decision of a batch failed');
      const problem = { type, title, status, ...(detail !== undefined && { detail }) };
      return { result: { ...unknown, commentId, outcome, problem }, replayed: false, error };
    }
  }

  private async one(
    { site, commentId }: { site: string; commentId: string },
    asked: AskedDecision | AskedUndo,
    { batch, index }: { batch: Batch; index: number },
  ): Promise<Done> {
    const { idempotency, traceparent } = batch.context;
    const context = { idempotency: idempotency && itemKey(idempotency, index), traceparent };
    try {
      const executed = await this.commands.execute(new ChangeComment(site, commentId, asked, context));
      return { result: await this.resultOf(commentId, executed), replayed: executed.kind === 'replayed' };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'not-found') return { result: notFound(commentId), replayed: false };
      if (!conflicts.has(error.code)) throw error;
      const result = await this.conflict(commentId);
      // It may have gone elsewhere since: then what became of it is not theirs to know.
      if ((await this.sight.outOf(asked.sight, site, [commentId])).size > 0) throw otherQueues();
      return { result, replayed: false };
    }
  }

  /** What stands in the stream at the decision's position: the same for the first answer and every repetition. */
  private async resultOf(commentId: string, executed: Executed): Promise<DecisionResult> {
    const comment = await this.afterwards.attempt('the comment', () => this.at(commentId, executed.position));
    return {
      commentId,
      outcome: hadEffect(executed, comment?.lastPosition) ? 'applied' : 'unchanged',
      status: comment?.state.status ?? null,
      version: comment?.state.version ?? (executed.kind === 'replayed' ? null : executed.version),
      position: String(executed.position),
    };
  }

  private async at(commentId: string, position: number): Promise<{ state: Comment; lastPosition: number }> {
    const events = (await this.log.readStream(commentId)).filter((event) => event.position <= position);
    const { state } = this.executor.fold(commentDecider, events);
    if (!state) throw new Error('a decided comment has no events');
    return { state, lastPosition: events.at(-1)?.position ?? 0 };
  }

  private async conflict(commentId: string): Promise<DecisionResult> {
    const stored = await this.log.readStream(commentId);
    const { state } = this.executor.fold(commentDecider, stored);
    if (!state) return notFound(commentId);
    const { lastChange } = state;
    const [event] = await recordedAndOpened(
      this.log,
      stored.filter((one) => one.version === lastChange.version),
    );
    const words = event?.personal;
    const name = words && 'moderatorName' in words ? words.moderatorName : null;
    return {
      commentId,
      outcome: 'conflict',
      status: state.status,
      version: state.version,
      position: String(stored.at(-1)?.position ?? 0),
      conflict: {
        by: lastChange.by === null ? null : { id: lastChange.by, name },
        decision: wordFor(lastChange.what),
        at: lastChange.at.toISOString(),
      },
    };
  }
}

/** An older version did not note it with the first answer: then the comment tells, if it can be read. */
function hadEffect(executed: Executed, lastPosition: number | undefined): boolean {
  if (executed.kind !== 'replayed') return executed.kind === 'appended';
  return typeof executed.result['applied'] === 'boolean'
    ? executed.result['applied']
    : lastPosition === undefined || lastPosition === executed.position;
}

/** A decision by its own name, anything else by its event's: `CommentEdited` is `edited`. */
const wordFor = (what: CommentEventType): string =>
  isDecisionType(what) ? decisionNames[what] : what.replace(/^Comment/, '').toLowerCase();

const itemKey = (request: IdempotentRequest, index: number): IdempotentRequest => ({
  ...request,
  key: `${request.key}#${index}`,
});

/** It was decided, and cannot be read back now. */
export const isUnread = ({ status, position }: DecisionResult): boolean => status === null && position !== null;

/**
 * Nobody has to look at it any more, or somebody else's decision has sent it elsewhere: whoever held it holds it no
 * longer.
 */
const isSettled = (result: DecisionResult): result is DecisionResult & { version: number } =>
  result.version !== null &&
  (result.outcome !== 'conflict' || (result.status !== 'held' && result.status !== 'published'));

/** One decision alone is answered as any other command; so is a batch of which nothing but trouble came. */
function throwIfNothingElse(done: readonly Done[]): void {
  const [first] = done;
  if (!first || !('error' in first)) return;
  if (done.length === 1 || done.every((one) => 'error' in one && one.result.outcome === 'failed')) throw first.error;
}

const isForbidden = (error: unknown): boolean => error instanceof Refusal && error.code === 'forbidden';

const unknown = { status: null, version: null, position: null };

const notFound = (commentId: string): DecisionResult => ({ ...unknown, commentId, outcome: 'not-found' });
