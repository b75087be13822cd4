import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#contracts/refusal';
import type { Decision, FlagReason, RejectionReason } from '#contracts/vocabulary';
import { restrictionInForce } from '#domain/author';
import { commentDecider } from '#domain/comment';
import type { CommentCommand } from '#domain/comment-commands';
import type { Comment, CommentState } from '#domain/comment-state';
import { reporterWeight } from '#domain/reporter-weight';
import { EventLog } from '#event-store/event-log';
import type { JsonObject } from '#event-store/event';
import { articleKey } from '../commands/append-events';
import { CommandExecutor, type Executed } from '../commands/command-executor';
import type { IdempotentRequest } from '../commands/idempotency';
import { recordedAndOpened } from '../commands/recorded';
import { type Settings, SettingsCache } from '../commands/settings';
import { AuthorFacts } from './author-facts';
import { findingsIn, postedBefore, refuseUnlessMayWrite } from './facts';
import { measureText } from './measure-text';
import { refuseBlank } from './refuse-blank';

/** What somebody wants to do to a comment; facts and rules are not their business. */
export type Intention =
  | { type: 'edit'; body: string; staff: boolean }
  | { type: 'withdraw' }
  | { type: 'flag'; reason: FlagReason; note?: string | undefined }
  | {
      type: 'decide';
      decision: Decision;
      reason?: RejectionReason | undefined;
      note?: string | undefined;
      message?: string | undefined;
      expectedVersion?: number | undefined;
      batchId: string;
    }
  | { type: 'undo'; batchId: string | null }
  | { type: 'note'; note: string };

export interface ChangeActor {
  readonly id: string;
  readonly kind: 'author' | 'guest' | 'moderator';
  readonly name: string;
}

export class ChangeComment extends Command<Executed> {
  constructor(
    readonly site: string,
    readonly commentId: string,
    readonly actor: ChangeActor,
    readonly intention: Intention,
    readonly context: {
      idempotency?: IdempotentRequest | undefined;
      traceparent?: string | undefined;
      result?: JsonObject;
    } = {},
  ) {
    super();
  }
}

/** Everything that happens to a comment after it was posted. */
@CommandHandler(ChangeComment)
export class ChangeCommentHandler implements ICommandHandler<ChangeComment> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly settings: SettingsCache,
    private readonly log: EventLog,
    private readonly authors: AuthorFacts,
  ) {}

  execute(change: ChangeComment): Promise<Executed> {
    const { site, commentId, actor, context } = change;
    return this.executor.execute(commentDecider, {
      streamId: commentId,
      place: (state: CommentState) => ({
        siteId: site,
        partitionKey: articleKey(site, state?.articleId ?? ''),
        commentAuthorId: state?.authorId,
        actor: { kind: actor.kind, id: actor.id },
        traceparent: context.traceparent,
      }),
      prepare: (state: CommentState, again: boolean) => this.prepare(change, state, again),
      idempotency: context.idempotency,
      result: () => context.result ?? {},
    });
  }

  private async prepare(change: ChangeComment, state: CommentState, again: boolean) {
    if (!state || state.siteId !== change.site) throw new Refusal('not-found');
    const authorId = change.actor.kind === 'moderator' ? null : change.actor.id;
    const settings = await this.settings.current(change.site, state.articleId, authorId, again);
    if (settings.author?.erased) throw new Refusal('author-erased');
    return { command: await this.command(change, state, settings), guards: settings.guards };
  }

  private async command(
    { actor, intention }: ChangeComment,
    comment: Comment,
    settings: Settings,
  ): Promise<CommentCommand> {
    const now = new Date();
    const moderator = { id: actor.id, name: actor.name };
    const { policyVersion } = settings.policy;
    switch (intention.type) {
      case 'withdraw':
        return { type: 'WithdrawComment', authorId: actor.id };
      case 'flag':
        return this.flag(actor, intention, comment, settings, now);
      case 'decide': {
        const { decision, reason, note, message, expectedVersion, batchId } = intention;
        return {
          type: 'DecideComment',
          decision,
          moderator,
          batchId,
          policyVersion,
          now,
          ...(reason !== undefined && { reason }),
          ...(note !== undefined && { note }),
          ...(message !== undefined && { message }),
          ...(expectedVersion !== undefined && { expectedVersion }),
        };
      }
      case 'undo':
        return { type: 'UndoDecision', moderator, batchId: intention.batchId, inForce: settings.policy, now };
      case 'note':
        return { type: 'NoteComment', moderator, note: intention.note };
      case 'edit':
        return this.edit(actor, intention, comment, settings, now);
    }
  }

  private async flag(
    actor: ChangeActor,
    { reason, note }: Extract<Intention, { type: 'flag' }>,
    comment: Comment,
    settings: Settings,
    now: Date,
  ): Promise<CommentCommand> {
    const kind = actor.kind === 'guest' ? 'guest' : 'member';
    const muted = Boolean(settings.author && restrictionInForce(settings.author, 'muted', now));
    const { policy } = settings.policy;
    const fared = await this.authors.reporter(comment.siteId, actor.id, policy);
    return {
      type: 'FlagComment',
      reporterId: actor.id,
      reporterKind: kind,
      reason,
      weight: reporterWeight({ kind, muted, ...fared }, policy),
      inForce: settings.policy,
      ...(note !== undefined && { note }),
    };
  }

  private async edit(
    actor: ChangeActor,
    intention: Extract<Intention, { type: 'edit' }>,
    comment: Comment,
    settings: Settings,
    now: Date,
  ): Promise<CommentCommand> {
    // Whose comment it is comes first: a stranger learns nothing about the author's standing.
    if (actor.id === comment.authorId) {
      refuseUnlessMayWrite(settings, { id: actor.id, kind: actor.kind === 'guest' ? 'guest' : 'member' }, now);
    }
    refuseBlank(intention.body);
    const text = measureText(intention.body);
    const author = { id: actor.id, isNew: false };
    const known = await this.authors.of(comment.siteId, author, settings.policy.policy, now);
    const past = { ...postedBefore, ...known };
    return {
      type: 'EditComment',
      authorId: actor.id,
      text,
      sameText: (await this.currentText(comment.commentId)) === intention.body,
      findings: findingsIn(text, settings, { badge: intention.staff ? 'staff' : null }, past, now),
      inForce: settings.policy,
      now,
    };
  }

  private async currentText(commentId: string): Promise<string | undefined> {
    const events = await recordedAndOpened(this.log, await this.log.readStream(commentId));
    return events.reduce<string | undefined>(
      (text, event) =>
        event.type === 'CommentPosted' || event.type === 'CommentEdited' ? (event.personal?.body ?? text) : text,
      undefined,
    );
  }
}
