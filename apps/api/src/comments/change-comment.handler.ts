import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#contracts/refusal';
import { commentDecider } from '#domain/comment';
import type { CommentCommand } from '#domain/comment-commands';
import type { Comment, CommentState } from '#domain/comment-state';
import { isInSight } from '#read-models/moderation-queue/sight';
import type { JsonObject } from '#event-store/event';
import { articleKey } from '../commands/append-events.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { CommandExecutor, type Executed, type Prepared } from '../commands/command-executor.ts';
import { type Settings, SettingsCache } from '../commands/settings-cache.ts';
import { otherQueues } from '../identity/reach.ts';
import { standingNow } from '../sight/comment-standing.ts';
import { type ArrivingText, ArrivingTexts } from './arriving-texts.ts';
import { type AskedByModerator, type AskedOfComment, actorOf } from './asked-of-comment.ts';
import { CompleteEdit } from './complete-edit.ts';
import { nothingAlike } from './findings-in.ts';
import { measureText } from './measure-text.ts';
import { CompleteReport } from './complete-report.ts';

export class ChangeComment extends Command<Executed> {
  constructor(
    readonly site: string,
    readonly commentId: string,
    readonly asked: AskedOfComment,
    readonly context: CommandContext & { result?: JsonObject } = {},
  ) {
    super();
  }
}

/** Handles every command on an existing comment: edits, withdrawals, reports and moderators' decisions. */
@CommandHandler(ChangeComment)
export class ChangeCommentHandler implements ICommandHandler<ChangeComment> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly settings: SettingsCache,
    private readonly edits: CompleteEdit,
    private readonly reports: CompleteReport,
    private readonly arriving: ArrivingTexts,
  ) {}

  execute(change: ChangeComment): Promise<Executed> {
    const { site, commentId, asked } = change;
    if (asked.type !== 'EditComment') return this.append(change, noText);
    const sender = { id: asked.authorId, kind: asked.authorKind, address: asked.address };
    const text = this.arriving.of({ site, commentId, text: measureText(asked.body), sender });
    return this.arriving.forgetUnlessStored(this.append(change, text), text);
  }

  private append(change: ChangeComment, text: Pick<ArrivingText, 'alike'>): Promise<Executed> {
    const { site, commentId, asked, context } = change;
    return this.executor.execute(commentDecider, {
      streamId: commentId,
      place: (state: CommentState) => ({
        siteId: site,
        partitionKey: articleKey(site, state?.articleId ?? ''),
        commentAuthorId: state?.authorId,
        actor: actorOf(asked),
        traceparent: context.traceparent,
      }),
      prepare: (state: CommentState, again: boolean) => this.prepare(change, state, text, again),
      idempotency: context.idempotency,
      result: (events) => ({ applied: events.length > 0, ...context.result }),
    });
  }

  private async prepare(
    { site, asked }: ChangeComment,
    comment: CommentState,
    text: Pick<ArrivingText, 'alike'>,
    again: boolean,
  ): Promise<Prepared<CommentCommand>> {
    if (!comment || comment.siteId !== site) throw new Refusal('not-found');
    const { kind, id } = actorOf(asked);
    const settings = await this.settings.current(site, comment.articleId, kind === 'moderator' ? null : id, again);
    if (settings.author?.erased) throw new Refusal('author-erased');
    const { guards } = settings;
    if ('moderator' in asked) return { command: moderatorsCommand(asked, comment, settings), guards };
    switch (asked.type) {
      case 'ReportComment':
        return this.reports.prepare(asked, comment, { settings, again });
      case 'EditComment':
        return { command: await this.edits.command(asked, comment, { settings, text }), guards };
      case 'WithdrawComment':
        return { command: { type: asked.type, authorId: asked.authorId, inForce: settings.policy }, guards };
    }
  }
}

/** Replaces the submitted text in commands that have none. */
const noText: Pick<ArrivingText, 'alike'> = { alike: () => Promise.resolve(nothingAlike) };

/** @throws Refusal `forbidden` if the moderator may not work on the comment in its current state */
function moderatorsCommand(
  { sight, ...asked }: AskedByModerator,
  comment: Comment,
  { policy: inForce }: Settings,
): CommentCommand {
  if (!isInSight(sight, standingNow(comment, inForce.policy))) throw otherQueues();
  const found = { inForce, policyVersion: inForce.policyVersion, now: new Date() };
  return { ...asked, ...found };
}
