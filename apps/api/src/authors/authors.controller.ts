import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { Refusal } from '#contracts/refusal';
import type { AuthorCommand } from '#domain/author';
import { getAuthor } from '#read-models/author-record/queries';
import { Callers } from '../identity/callers.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { authorAnswer } from './author-answer.ts';
import { ChangeAuthor } from './change-author.handler.ts';

const restrict = 'POST /v1/sites/:site/authors/:id/restrictions';
const lift = 'DELETE /v1/sites/:site/authors/:id/restrictions/:kind';

/** Shows moderators an author's record, and restricts authors. */
@Controller()
export class AuthorsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly callers: Callers,
    private readonly pool: Pool,
  ) {}

  @Route('GET /v1/sites/:site/authors/:id')
  async record(@Input() { params }: InputOf<'GET /v1/sites/:site/authors/:id'>) {
    return authorAnswer(await this.author(params.site, params.id));
  }

  @Route(restrict)
  async restrict(@Input() input: InputOf<typeof restrict>) {
    const { kind, until, reason } = input.body;
    return this.change(input, (moderatorId) => ({
      type: 'RestrictAuthor',
      authorId: input.params.id,
      kind,
      reason,
      moderatorId,
      until: until ? new Date(until) : null,
    }));
  }

  @Route(lift)
  async lift(@Input() input: InputOf<typeof lift>) {
    const { id: authorId, kind } = input.params;
    return this.change(input, (moderatorId) => ({ type: 'LiftRestriction', authorId, kind, moderatorId }));
  }

  private async change(
    { params, caller, command }: InputOf<typeof restrict> | InputOf<typeof lift>,
    commandOf: (moderatorId: string) => AuthorCommand,
  ) {
    const { site } = params;
    const { id: moderatorId } = await this.callers.actor(site, caller);
    const context = command.context(moderatorId);
    const wanted = commandOf(moderatorId);
    await this.author(site, wanted.authorId);
    const executed = await this.commands.execute(new ChangeAuthor(site, moderatorId, wanted, context));
    return { position: await command.done(executed) };
  }

  /**
   * Refuses ids without a record on this site, so that no stream is created for an invented id or another site's
   * author.
   */
  private async author(site: string, id: string) {
    const author = await getAuthor(this.pool, site, id);
    if (!author) throw new Refusal('not-found');
    return author;
  }
}
