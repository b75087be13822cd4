import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Pool } from 'pg';
import type { ConversationAnswer, ItemAnswer } from '#contracts/moderation-answers';
import { Refusal } from '#contracts/refusal';
import { surroundingsOf } from '#read-models/moderation-queue/surroundings';
import { ChangeComment } from '../comments/change-comment.handler.ts';
import { seenComment } from '../comments/comment-answer.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { ModeratorSight } from '../sight/moderator-sight.ts';
import { ItemAnswers } from './item-answers.ts';
import { Moderators } from './moderators.ts';

/** Serves one comment with its conversation to moderators, and stores their notes. */
@Controller()
export class ItemsController {
  constructor(
    private readonly items: ItemAnswers,
    private readonly sight: ModeratorSight,
    private readonly moderators: Moderators,
    private readonly commands: CommandBus,
    private readonly pool: Pool,
  ) {}

  @Route('GET /v1/sites/:site/moderation/items/:id')
  async item(@Input() input: InputOf<'GET /v1/sites/:site/moderation/items/:id'>): Promise<ItemAnswer> {
    const { params, caller, reads, reply } = input;
    const { site, id: commentId } = params;
    const sight = await this.sight.ofList(site, caller, reads, reply);
    const item = await this.items.one(site, commentId, sight);
    if (!item) throw new Refusal('not-found');
    await this.sight.refuseOthers(site, caller, [commentId]);
    return item;
  }

  @Route('GET /v1/sites/:site/moderation/items/:id/conversation')
  async conversation(
    @Input() input: InputOf<'GET /v1/sites/:site/moderation/items/:id/conversation'>,
  ): Promise<ConversationAnswer> {
    const { params, caller, reads, reply } = input;
    const { site, id: commentId } = params;
    const sight = await this.sight.ofList(site, caller, reads, reply);
    const found = await surroundingsOf(this.pool, { site, id: commentId, sight });
    if (!found) throw new Refusal('not-found');
    await this.sight.refuseOthers(site, caller, [commentId]);
    return {
      ancestors: found.ancestors.map(seenComment),
      before: found.before.map(seenComment),
      after: found.after.map(seenComment),
      replies: found.replies.map(seenComment),
    };
  }

  @Route('POST /v1/sites/:site/moderation/items/:id/notes')
  async note(@Input() input: InputOf<'POST /v1/sites/:site/moderation/items/:id/notes'>) {
    const { params, body, caller, command } = input;
    const { site, id: commentId } = params;
    const { sight, ...moderator } = await this.moderators.of(site, caller);
    const context = command.context(moderator.id);
    const asked = { type: 'NoteComment', moderator, note: body.note, sight } as const;
    const executed = await this.commands.execute(new ChangeComment(site, commentId, asked, context));
    return { position: await command.done(executed) };
  }
}
