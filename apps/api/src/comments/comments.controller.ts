import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { Refusal } from '#contracts/refusal';
import { isVisible } from '#contracts/vocabulary';
import { type ThreadComment, commentWithAncestors } from '#read-models/thread/queries';
import { guestProof } from '../commands/idempotency';
import { PostAddresses } from '../addresses/post-addresses';
import { InvalidFields } from '../http/invalid-fields';
import { type ApiKeys, apiKeys } from '../http/tokens';
import { type Caller, hasRole } from '../identity/caller';
import { Callers } from '../identity/callers';
import { sayStale } from '../reading/freshness';
import { Input, type InputOf } from '../routes/input';
import { Route } from '../routes/route';
import { ModeratorSight } from '../sight/moderator-sight';
import { ChangeComment, type Intention } from './change-comment.handler';
import { CommentsAfter } from './comment-after';
import { fullComment, publicComment } from './comment-answer';
import { PostCommentCommand } from './post-comment.handler';
import { PostedAnswers } from './posted-answer';

const edit = 'PATCH /v1/sites/:site/comments/:id';
const withdraw = 'DELETE /v1/sites/:site/comments/:id';
type Change = InputOf<typeof edit> | InputOf<typeof withdraw>;

/** What authors do with their own comments, and one comment for a permalink. */
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
    @Inject(apiKeys) private readonly keys: ApiKeys,
  ) {}

  @Route('POST /v1/sites/:site/articles/:article/comments')
  async post(@Input() input: InputOf<'POST /v1/sites/:site/articles/:article/comments'>) {
    const { params, body: wanted, caller, command, request, reply } = input;
    const { site, article } = params;
    if (caller.kind !== 'member' && !wanted.author) {
      throw new InvalidFields([{ pointer: '/author', detail: 'is needed without a token' }]);
    }
    const writer = await this.callers.writer(site, caller, wanted.author);
    const scope = writer.isNew ? `anonymous:${site}:${JSON.stringify(wanted.author)}` : writer.id;
    // Sent again after a reload, the same text comes with another form; and who does not know the secret asks the same.
    const same = { ...(request.body as object), form: undefined, guestSecret: undefined };
    const context = {
      ...command.context(scope, same),
      proof: guestProof(this.keys.idempotency, wanted.guestSecret),
      address: request.ip,
    };
    const posted = await this.commands.execute(new PostCommentCommand(site, article, writer, wanted, context));
    if (posted.executed.kind === 'appended')
      this.addresses.noteBehind(site, { commentId: posted.commentId, authorId: writer.id }, request.ip);
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
    if (!isVisible(comment.status) && !(await this.maySeeHidden(site, caller, comment))) throw new Refusal('not-found');
    return { comment: fullComment(comment), ancestors: ancestors.map(publicComment) };
  }

  @Route(edit)
  async edit(@Input() input: InputOf<typeof edit>) {
    const staff = hasRole(input.caller, 'moderator', 'admin');
    const { comment, position } = await this.change(input, { type: 'edit', body: input.body.body, staff });
    return { ...(comment && { comment: fullComment(comment) }), position };
  }

  @Route(withdraw)
  async withdraw(@Input() input: InputOf<typeof withdraw>) {
    const { comment, position } = await this.change(input, { type: 'withdraw' });
    return { ...(comment && { comment: publicComment(comment) }), position };
  }

  private async change({ params, caller, command, reply }: Change, intention: Intention) {
    const { site, id } = params;
    const actor = await this.callers.actor(site, caller);
    const context = command.context(actor.id);
    const who = { id: actor.id, kind: actor.kind === 'guest' ? 'guest' : 'author', name: '' } as const;
    const executed = await this.commands.execute(new ChangeComment(site, id, who, intention, context));
    const position = await command.done(executed);
    return { comment: await this.after.of(site, id, reply), position };
  }

  private async maySeeHidden(site: string, caller: Caller, comment: ThreadComment): Promise<boolean> {
    if (hasRole(caller, 'moderator', 'admin') && (await this.sight.sees(site, caller, comment.id))) return true;
    if (caller.kind === 'anonymous' || comment.status === 'erased') return false;
    return (await this.callers.actor(site, caller)).id === comment.authorId;
  }
}
