import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#contracts/refusal';
import type { Decision, FlagReason, RejectionReason } from '#contracts/vocabulary';
import { type AuthorState, isSilenced } from '#domain/author';
import { commentDecider } from '#domain/comment';
import type { CommentCommand } from '#domain/comment-commands';
import type { Comment, CommentState } from '#domain/comment-state';
import { reporterWeight } from '#domain/reporter-weight';
import { EventLog } from '#event-store/event-log';
import type { JsonObject } from '#event-store/event';
import { type Sight, isInSight } from '#read-models/moderation-queue/sight';
import { articleKey } from '../commands/append-events';
import { CommandExecutor, type Executed } from '../commands/command-executor';
import type { IdempotentRequest } from '../commands/idempotency';
import { recordedAndOpened } from '../commands/recorded';
import { type Settings, SettingsCache } from '../commands/settings-cache';
import { otherQueues } from '../identity/reach';
import { standingNow } from '../sight/comment-standing';
import { AuthorFacts } from './author-facts';
import { findingsIn, postedBefore, refuseUnlessMayWrite } from './facts';
import { measureText } from './measure-text';
import { refuseBlank } from './refuse-blank';

/** What somebody wants to do to a comment; facts and rules are not their business. */
export type Intention =
  | { type: 'edit'; body: string; staff: boolean }
  | { type: 'withdraw' }
  | {
      type: 'flag';
      reason: FlagReason;
      note?: string | undefined;
      /** Whom a token names: the comments of this author are the reporter's own, and their restrictions hold. */
      authorId: string | null;
      /** The article whose form it came by. */
      article?: string;
    }
  | {
      type: 'decide';
      decision: Decision;
      reason?: RejectionReason | undefined;
      note?: string | undefined;
      message?: string | undefined;
      ignoreReports?: boolean | undefined;
      expectedVersion?: number | undefined;
      batchId: string;
    }
  | { type: 'undo'; batchId: string | null }
  | { type: 'note'; note: string };

type Flag = Extract<Intention, { type: 'flag' }>;

export interface ChangeActor {
  readonly id: string;
  readonly kind: 'author' | 'guest' | 'moderator';
  readonly name: string;
  /** What a moderator may work on, judged again at the moment of the change. */
  readonly sight?: Sight;
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
      result: (events) => ({ applied: events.length > 0, ...context.result }),
    });
  }

  private async prepare(change: ChangeComment, state: CommentState, again: boolean) {
    if (!state || state.siteId !== change.site) throw new Refusal('not-found');
    const authorId = change.actor.kind === 'moderator' ? null : change.actor.id;
    const settings = await this.settings.current(change.site, state.articleId, authorId, again);
    if (settings.author?.erased) throw new Refusal('author-erased');
    const { actor, intention } = change;
    if (intention.type === 'flag') return this.prepareFlag(actor, intention, { comment: state, settings, again });
    if (actor.sight && !isInSight(actor.sight, standingNow(state, settings.policy.policy))) throw otherQueues();
    return { command: await this.command(actor, intention, state, settings), guards: settings.guards };
  }

  /** Guests report as their network, and are still who their token says. */
  private async prepareFlag(
    actor: ChangeActor,
    flag: Flag,
    { comment, settings, again }: { comment: Comment; settings: Settings; again: boolean },
  ) {
    const { authorId, article } = flag;
    if (article !== undefined && article !== comment.articleId) throw new Refusal('form-not-signed');
    if (authorId === null || authorId === actor.id) {
      return { command: await this.flag(actor, flag, comment, settings), guards: settings.guards };
    }
    const { author, guards } = await this.settings.current(comment.siteId, comment.articleId, authorId, again);
    if (author?.erased) throw new Refusal('author-erased');
    return {
      command: await this.flag(actor, flag, comment, settings, author),
      guards: [...settings.guards, ...guards.filter(({ streamId }) => streamId === authorId)],
    };
  }

  private async command(
    actor: ChangeActor,
    intention: Exclude<Intention, Flag>,
    comment: Comment,
    settings: Settings,
  ): Promise<CommentCommand> {
    const now = new Date();
    const moderator = { id: actor.id, name: actor.name };
    const { policyVersion } = settings.policy;
    switch (intention.type) {
      case 'withdraw':
        return { type: 'WithdrawComment', authorId: actor.id };
      case 'decide': {
        const { decision, reason, note, message, ignoreReports, expectedVersion, batchId } = intention;
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
          ...(ignoreReports === true && { ignoreReports }),
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
    { reason, note, authorId }: Flag,
    comment: Comment,
    { author, policy: inForce }: Settings,
    named: AuthorState | null = null,
  ): Promise<CommentCommand> {
    const now = new Date();
    const kind = actor.kind === 'guest' ? 'guest' : 'member';
    const silenced = [author, named].some((one) => one !== null && isSilenced(one, now));
    const fared = await this.authors.reporter(comment.siteId, actor.id, inForce.policy);
    return {
      type: 'FlagComment',
      reporterId: actor.id,
      reporterKind: kind,
      reason,
      weight: reporterWeight({ kind, silenced, isAuthor: authorId === comment.authorId, ...fared }, inForce.policy),
      inForce,
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
