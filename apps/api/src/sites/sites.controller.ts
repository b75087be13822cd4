import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { SiteAnswer } from '#contracts/site';
import type { Executed } from '../commands/command-executor';
import { Callers } from '../identity/callers';
import { reachesSite } from '../identity/reach';
import { sayStale } from '../reading/freshness';
import { Input, type InputOf } from '../routes/input';
import { Route } from '../routes/route';
import { PutSiteCommand } from './put-site.handler';
import { Sites } from './sites';

/** The sites of this installation: which there are, and how one comes to be. */
@Controller()
export class SitesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly callers: Callers,
    private readonly sites: Sites,
  ) {}

  @Route('GET /v1/sites')
  list(@Input() { caller }: InputOf<'GET /v1/sites'>) {
    const reached = this.sites.all().filter((site) => reachesSite(caller, site));
    return { sites: reached.map((site) => this.sites.answer(site)) };
  }

  @Route('PUT /v1/sites/:site')
  async put(@Input() input: InputOf<'PUT /v1/sites/:site'>) {
    const { params, body: changes, caller, command, reply } = input;
    const { site } = params;
    // As `default` knows them: nothing may be written about a site that is not made in the end.
    const { id } = await this.callers.actor('default', caller);
    const context = command.context(id);
    const { executed, made, known } = await this.commands.execute(new PutSiteCommand(site, id, changes, context));
    const position = await command.done(executed);
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
