import { Body, Controller, Get, Param, Put, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SiteId } from '#contracts/identifiers';
import { PutSiteAnswer, PutSiteRequest, type SiteAnswer, SitesAnswer } from '#contracts/site';
import { type ApiDependencies, Given } from '../foundation/api-dependencies';
import type { Executed } from '../commands/command-executor';
import { Route } from '../routes/access';
import { commandContext, commandHeaders } from '../commands/command-context';
import { CurrentCaller } from '../routes/current';
import { InvalidFields, parseInput } from '../http/invalid-fields';
import type { Caller } from '../identity/caller';
import { Callers } from '../identity/callers';
import { reachesSite } from '../identity/reach';
import { sayStale } from '../reading/freshness';
import { PutSiteCommand } from './put-site.handler';
import { Sites } from './sites';

/** The sites of this installation: which there are, and how one comes to be. */
@Controller('v1/sites')
export class SitesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly callers: Callers,
    private readonly sites: Sites,
    @Given() private readonly given: Pick<ApiDependencies, 'keys'>,
  ) {}

  @Get()
  @Route({
    access: 'publisher',
    queuesNeeded: 'none',
    summary: 'The sites that the caller reaches',
    tag: 'Moderators',
    answers: { 200: SitesAnswer },
  })
  list(@CurrentCaller() caller: Caller) {
    const reached = this.sites.all().filter((site) => reachesSite(caller, site));
    return { sites: reached.map((site) => this.sites.answer(site)) };
  }

  @Put(':site')
  @Route({
    access: 'installation',
    queuesNeeded: 'every',
    summary: 'Make a site, or change its name, time zone and origins',
    tag: 'Moderators',
    body: PutSiteRequest,
    answers: { 200: PutSiteAnswer, 201: PutSiteAnswer },
    command: true,
    makesSite: true,
  })
  async put(
    @Param('site') site: string,
    @CurrentCaller() caller: Caller,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (!SiteId.safeParse(site).success)
      throw new InvalidFields([{ pointer: '/site', detail: 'must be a lower-case slug of 1–63 characters' }]);
    const changes = parseInput(PutSiteRequest, body ?? {});
    // As `default` knows them: nothing may be written about a site that is not made in the end.
    const { id } = await this.callers.actor('default', caller);
    const context = commandContext(request, this.given.keys.idempotency, id);
    const command = { type: 'PutSite', siteId: site, changes, actorId: id } as const;
    const { executed, made, known } = await this.commands.execute(new PutSiteCommand(command, context));
    const position = commandHeaders(reply, executed);
    reply.code(made ? 201 : 200);
    if (!known) sayStale(reply);
    return { site: siteIn(executed, site) ?? this.sites.answer(site), position };
  }
}

/** What was just stored, whatever this process knows. */
function siteIn(executed: Executed, siteId: string): SiteAnswer | undefined {
  const [event] = executed.kind === 'appended' ? executed.events : [];
  if (event?.type !== 'SiteChanged') return undefined;
  const { name, timeZone, origins } = event.data;
  return { siteId, name, timeZone, origins: [...origins] };
}
