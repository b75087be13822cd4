import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import { AcceptedAnswer, AuthorAnswer } from '#contracts/answers';
import { Refusal } from '#contracts/refusal';
import { AfterQuery, RestrictAuthorRequest } from '#contracts/requests';
import { RestrictionKind } from '#contracts/vocabulary';
import type { AuthorCommand } from '#domain/author';
import { getAuthor } from '#read-models/author-record/queries';
import { type ApiDependencies, Given } from '../foundation/api-dependencies';
import { Route } from '../routes/access';
import { commandContext, commandHeaders } from '../commands/command-context';
import { CurrentCaller, CurrentId } from '../routes/current';
import { parseInput } from '../http/invalid-fields';
import type { Caller } from '../identity/caller';
import { Callers } from '../identity/callers';
import { Freshness } from '../reading/freshness';
import { authorAnswer } from './author-answer';
import { ChangeAuthor } from './change-author.handler';

/** The people who write, as moderators see them. */
@Controller('v1/sites/:site/authors/:id')
export class AuthorsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly callers: Callers,
    private readonly freshness: Freshness,
    private readonly pool: Pool,
    @Given() private readonly given: Pick<ApiDependencies, 'keys'>,
  ) {}

  @Get()
  @Route({
    access: 'moderator',
    summary: "The author's record",
    tag: 'Moderators',
    query: AfterQuery,
    answers: { 200: AuthorAnswer },
  })
  async record(
    @Param('site') site: string,
    @CurrentId() id: string,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.freshness.await(parseInput(AfterQuery, query, '?').after, ['author-record'], reply);
    return authorAnswer(await this.author(site, id));
  }

  @Post('restrictions')
  @HttpCode(200)
  @Route({
    access: 'moderator',
    summary: 'Ban, suspend, premoderate or trust an author',
    tag: 'Moderators',
    body: RestrictAuthorRequest,
    answers: { 200: AcceptedAnswer },
    command: true,
  })
  async restrict(
    @Param('site') site: string,
    @CurrentId() authorId: string,
    @CurrentCaller() caller: Caller,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { kind, until, reason } = parseInput(RestrictAuthorRequest, body);
    return this.change(site, caller, { request, reply }, (moderatorId) => ({
      type: 'RestrictAuthor',
      ...{ authorId, kind, reason, moderatorId },
      until: until ? new Date(until) : null,
    }));
  }

  @Delete('restrictions/:kind')
  @Route({
    access: 'moderator',
    summary: 'End a restriction',
    tag: 'Moderators',
    answers: { 200: AcceptedAnswer },
    command: true,
  })
  async lift(
    @Param('site') site: string,
    @CurrentId() authorId: string,
    @Param('kind') kindInPath: string,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const kind = RestrictionKind.safeParse(kindInPath);
    if (!kind.success) throw new Refusal('not-found');
    return this.change(site, caller, { request, reply }, (moderatorId) => ({
      type: 'LiftRestriction',
      ...{ authorId, kind: kind.data, moderatorId },
    }));
  }

  private async change(
    site: string,
    caller: Caller,
    { request, reply }: { request: FastifyRequest; reply: FastifyReply },
    command: (moderatorId: string) => AuthorCommand,
  ) {
    const { id: moderatorId } = await this.callers.actor(site, caller);
    const context = commandContext(request, this.given.keys.idempotency, moderatorId);
    const wanted = command(moderatorId);
    await this.author(site, wanted.authorId);
    const executed = await this.commands.execute(new ChangeAuthor(site, moderatorId, wanted, context));
    return { position: commandHeaders(reply, executed) };
  }

  /** Only somebody who once wrote here has a record: a stream is never made for a name out of the air, nor for another site's author. */
  private async author(site: string, id: string) {
    const author = await getAuthor(this.pool, site, id);
    if (!author) throw new Refusal('not-found');
    return author;
  }
}
