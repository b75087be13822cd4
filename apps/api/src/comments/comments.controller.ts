import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { isVisible } from '#contracts/comment-life/visible';
import { Refusal } from '#contracts/refusal';
import { type ThreadComment, commentWithAncestors } from '#read-models/thread/queries';
import { withoutWords } from '#read-models/thread/thread-comment';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { guestProof } from '../commands/idempotency.ts';
import { PostAddresses } from '../addresses/post-addresses.ts';
import { InvalidFields } from '../http/invalid-fields.ts';
import { type Caller, hasRole } from '../identity/caller.ts';
import { Callers } from '../identity/callers.ts';
import { sayStale } from '../reading/freshness.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { ModeratorSight } from '../sight/moderator-sight.ts';
import type { AskedEdit, AskedWithdrawal } from './asked-of-comment.ts';
import { ChangeComment } from './change-comment.handler.ts';
import { CommentsAfter } from './comment-after.ts';
import { fullComment, publicComment } from './comment-answer.ts';
import { PostCommentCommand } from './post-comment.handler.ts';
import { PostedAnswers } from './posted-answer.ts';

const edit = 'PATCH /v1/sites/:site/comments/:id';
const withdraw = 'DELETE /v1/sites/:site/comments/:id';
type Change = InputOf<typeof edit> | InputOf<typeof withdraw>;

/** Lets authors post, edit and withdraw comments, and serves one comment for a permalink. */
@Controller()
export class CommentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly callers: Callers,
    private readonly answers: PostedAnswers,
    private readonly pool: Pool,
    private readonly addresses: PostAddresses,
    private readonly sight: ModeratorSight,
    private readonly after: CommentsAfter,
    @Given() private readonly given: Pick<ApiDependencies, 'keys'>,
  ) {}

  @Route('POST /v1/sites/:site/articles/:article/comments')
  async post(@Input() input: InputOf<'POST /v1/sites/:site/articles/:article/comments'>) {
    const { params, body: wanted, caller, command, request, reply } = input;
    const { site, article } = params;
    if (caller.kind !== 'member' && !wanted.author) {
      throw new InvalidFields([{ pointer: '/author', detail: 'Guests must send `author.name`.' }]);
    }
    const writer = await this.callers.writer(site, caller, wanted.author);
    const scope = writer.isNew ? `anonymous:${site}:${JSON.stringify(wanted.author)}` : writer.id;
    // Excluded from the comparison of repeated requests: after a reload the same text comes with another form, and
    // a client without the guest's secret still repeats the same request.
    const same = Object.assign({}, request.body, { form: undefined, guestSecret: undefined });
    const context = {
      ...command.context(scope, same),
      proof: guestProof(this.given.keys.idempotency, wanted.guestSecret),
      address: request.ip,
    };
    const posted = await this.commands.execute(new PostCommentCommand(site, article, writer, wanted, context));
    if (posted.executed.kind === 'appended')
      this.addresses.noteLater(site, { commentId: posted.commentId, authorId: writer.id }, request.ip);
    await command.done(posted.executed);
    reply.header('location', `/v1/sites/${site}/comments/${posted.commentId}`);
    const answer = await this.answers.of(site, posted);
    if (!answer.comment) sayStale(reply);
    return answer;
  }

  @Route('GET /v1/sites/:site/comments/:id')
  async one(@Input() { params, caller }: InputOf<'GET /v1/sites/:site/comments/:id'>) {
    const { site, id } = params;
    const found = await commentWithAncestors(this.pool, site, id);
    if (!found) throw new Refusal('not-found');
    const { comment, ancestors } = found;
    const seen = isVisible(comment.status) ? comment : await this.hiddenFor(site, caller, comment);
    if (!seen) throw new Refusal('not-found');
    return { comment: fullComment(seen), ancestors: ancestors.map(publicComment) };
  }

  @Route(edit)
  async edit(@Input() input: InputOf<typeof edit>) {
    const { body } = input.body;
    const address = input.request.ip;
    const badge = hasRole(input.caller, 'moderator', 'admin') ? 'staff' : null;
    const { comment, position } = await this.change(input, (by) => ({
      type: 'EditComment',
      ...by,
      body,
      badge,
      address,
    }));
    return { ...(comment && { comment: fullComment(comment) }), position };
  }

  @Route(withdraw)
  async withdraw(@Input() input: InputOf<typeof withdraw>) {
    const { comment, position } = await this.change(input, (by) => ({ type: 'WithdrawComment', ...by }));
    return { ...(comment && { comment: publicComment(comment) }), position };
  }

  private async change(
    { params, caller, command, reply }: Change,
    asked: (by: Pick<AskedWithdrawal, 'authorId' | 'authorKind'>) => AskedEdit | AskedWithdrawal,
  ) {
    const { site, id } = params;
    const actor = await this.callers.actor(site, caller);
    const context = command.context(actor.id);
    const by = { authorId: actor.id, authorKind: actor.kind };
    const executed = await this.commands.execute(new ChangeComment(site, id, asked(by), context));
    const position = await command.done(executed);
    return { comment: await this.after.of(site, id, reply), position };
  }

  /** Returns a hidden comment as its author or a moderator with access sees it, or null for everyone else. */
  private async hiddenFor(site: string, caller: Caller, comment: ThreadComment): Promise<ThreadComment | null> {
    if (hasRole(caller, 'moderator', 'admin') && (await this.sight.sees(site, caller, comment.id))) return comment;
    if (caller.kind === 'anonymous' || comment.status === 'erased') return null;
    if ((await this.callers.actor(site, caller)).id !== comment.authorId) return null;
    // Moderators may still see a withdrawn text; its author may not.
    return comment.status === 'withdrawn' ? withoutWords(comment) : comment;
  }
}
