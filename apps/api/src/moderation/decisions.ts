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

/** The result of one decision. `error` is set if the decision threw an error without an outcome. */
interface Done {
  readonly result: DecisionResult;
  readonly replayed: boolean;
  readonly error?: unknown;
}

// Refusals that mean that another change came first.
const conflicts: ReadonlySet<ProblemCode> = new Set([
  ...(['decided-meanwhile', 'comment-gone', 'superseded', 'nothing-to-undo', 'version-conflict'] as const),
]);

/** Decides on many comments at once. Each is a command with its own outcome; one flush appends them together. */
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
    // If this fails, the claims expire by themselves.
    await this.afterwards.attempt('ending the claims on decided comments', () =>
      this.claims.decided(site, done.results.filter(isSettled)),
    );
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

  /** Runs decisions in parallel, but those on the same comment one after the other. */
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
    throwIfAllFailed(done);
    return { results: done.map((one) => one.result), replayed: done.some((one) => one.replayed) };
  }

  /** Turns an error into a result, so that the results of the other comments are not lost. */
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
      // If the comment moved to a queue out of the moderator's sight, its current state must not be disclosed.
      if ((await this.sight.outOf(asked.sight, site, [commentId])).size > 0) throw otherQueues();
      return { result, replayed: false };
    }
  }

  /** Reads the comment as of the decision's position, so that a repeated request gets the same answer. */
  private async resultOf(commentId: string, executed: Executed): Promise<DecisionResult> {
    const comment = await this.afterwards.attempt('reading the decided comment', () =>
      this.at(commentId, executed.position),
    );
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
    if (!state) throw new Error(`comment ${commentId} has no events up to position ${position}`);
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

/** Answers stored by an older version lack `applied`. The comment's last position then shows it, if it is known. */
function hadEffect(executed: Executed, lastPosition: number | undefined): boolean {
  if (executed.kind !== 'replayed') return executed.kind === 'appended';
  return typeof executed.result['applied'] === 'boolean'
    ? executed.result['applied']
    : lastPosition === undefined || lastPosition === executed.position;
}

/** The name of a decision, or a name derived from the event's type: `edited` for `CommentEdited`. */
const wordFor = (what: CommentEventType): string =>
  isDecisionType(what) ? decisionNames[what] : what.replace(/^Comment/, '').toLowerCase();

const itemKey = (request: IdempotentRequest, index: number): IdempotentRequest => ({
  ...request,
  key: `${request.key}#${index}`,
});

/** True if the comment was decided but could not be read back. */
export const isUnread = ({ status, position }: DecisionResult): boolean => status === null && position !== null;

/** True if the claim on the comment should end: it was decided, or another decision has moved it elsewhere. */
const isSettled = (result: DecisionResult): result is DecisionResult & { version: number } =>
  result.version !== null &&
  (result.outcome !== 'conflict' || (result.status !== 'held' && result.status !== 'published'));

/** Throws the error of a single decision, as other commands do, and that of a batch in which all decisions failed. */
function throwIfAllFailed(done: readonly Done[]): void {
  const [first] = done;
  if (!first || !('error' in first)) return;
  if (done.length === 1 || done.every((one) => 'error' in one && one.result.outcome === 'failed')) throw first.error;
}

const isForbidden = (error: unknown): boolean => error instanceof Refusal && error.code === 'forbidden';

const unknown = { status: null, version: null, position: null };

const notFound = (commentId: string): DecisionResult => ({ ...unknown, commentId, outcome: 'not-found' });
