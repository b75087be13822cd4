import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Callers } from '../identity/callers.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { ChangeComment } from './change-comment.handler.ts';
import { CommentsAfter } from './comment-after.ts';
import { LikeComment } from './like-comment.handler.ts';

const like = 'PUT /v1/sites/:site/comments/:id/like';
const unlike = 'DELETE /v1/sites/:site/comments/:id/like';

/** Lets readers like and report comments. */
@Controller()
export class ReactionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly callers: Callers,
    private readonly after: CommentsAfter,
  ) {}

  @Route('POST /v1/sites/:site/comments/:id/flags')
  async flag(@Input() input: InputOf<'POST /v1/sites/:site/comments/:id/flags'>) {
    const { params, body, caller, command, request } = input;
    const { site, id } = params;
    const { id: reporterId, kind: reporterKind, authorId } = await this.callers.reporter(site, caller, request.ip);
    const context = command.context(reporterId);
    const { reason, note } = body;
    const report = { type: 'ReportComment', reporterId, reporterKind, reason, note, authorId } as const;
    const executed = await this.commands.execute(new ChangeComment(site, id, report, context));
    return { position: await command.done(executed) };
  }

  @Route(like)
  like(@Input() input: InputOf<typeof like>) {
    return this.setLike(true, input);
  }

  @Route(unlike)
  unlike(@Input() input: InputOf<typeof unlike>) {
    return this.setLike(false, input);
  }

  private async setLike(liked: boolean, input: InputOf<typeof like> | InputOf<typeof unlike>) {
    const { params, caller, command, reply } = input;
    const { site, id } = params;
    const reader = await this.callers.actor(site, caller);
    const { idempotency } = command.context(reader.id);
    const asked = { type: 'SetLike', commentId: id, readerId: reader.id, liked } as const;
    const executed = await this.commands.execute(new LikeComment(site, asked, idempotency));
    const position = await command.done(executed);
    const comment = await this.after.of(site, id, reply);
    return { ...(comment && { likes: comment.likes }), position };
  }
}
