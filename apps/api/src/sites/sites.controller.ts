import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { SiteAnswer } from '#contracts/site';
import type { Executed } from '../commands/command-executor.ts';
import { Callers } from '../identity/callers.ts';
import { reachesSite } from '../identity/reach.ts';
import { sayStale } from '../reading/freshness.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { PutSiteCommand } from './put-site.handler.ts';
import { Sites } from './sites.ts';

/** Lists, creates and changes the sites of this installation. */
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
    // The caller's id on `default`, because nothing may be written for a site before it exists.
    const { id } = await this.callers.actor('default', caller);
    const context = command.context(id);
    const put = { type: 'PutSite', siteId: site, changes, actorId: id } as const;
    const { executed, made, known } = await this.commands.execute(new PutSiteCommand(put, context));
    const position = await command.done(executed);
    reply.code(made ? 201 : 200);
    if (!known) sayStale(reply);
    return { site: siteIn(executed, site) ?? this.sites.answer(site), position };
  }
}

/** The site as just stored, which does not depend on this process's copy. */
function siteIn(executed: Executed, siteId: string): SiteAnswer | undefined {
  const [event] = executed.kind === 'appended' ? executed.events : [];
  if (event?.type !== 'SiteChanged') return undefined;
  const { name, timeZone, origins } = event.data;
  return { siteId, name, timeZone, origins: [...origins] };
}
