import type { Pool } from 'pg';
import { z } from 'zod';
import { linkMinutes, makeDeskLink } from '#api/desk/desk-links';
import { linkPerson } from '#api/desk/desk-person';
import { Sites } from '#api/sites/sites';
import { SiteId } from '#contracts/identifiers';
import { PersonName } from '#contracts/person-name';
import { QueueName } from '#contracts/vocabulary';
import { EventReader } from '#event-store/reading/event-reader';
import type { Config } from '#platform/config';
import { StartupError } from '#platform/startup-error';
import { onDatabase } from '../work/installation.ts';
import type { OperatorCommand } from '../line/command.ts';
import { UsedWrongly } from '../line/failures.ts';

export const printDeskLink: OperatorCommand = {
  name: 'desk-link',
  summary: 'Print a one-time link that signs a moderator in to the desk',
  options: {
    name: { value: 'name', summary: 'name of the moderator (default: Operator)' },
    role: { value: 'moderator|admin', summary: 'role of the moderator (default: admin)' },
    site: { value: 'site', multiple: true, summary: 'limit to this site; repeatable' },
    queue: { value: 'pending|reported|escalated', multiple: true, summary: 'limit to this queue; repeatable' },
  },
  run: async ({ config, text, texts, terminal }) => {
    const asked = { name: text('name'), role: text('role'), site: texts('site'), queue: texts('queue') };
    const request = LinkRequest.safeParse(asked);
    if (!request.success)
      throw new UsedWrongly(
        request.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`).join('; '),
      );
    const link = await deskLink(config, request.data);
    terminal.print(`\n  ${link}\n\n  Valid for ${linkMinutes} minutes and one sign-in.\n`);
    return 0;
  },
};

/** The person and permissions of a requested link. */
export const LinkRequest = z.object({
  name: PersonName.default('Operator'),
  role: z.enum(['moderator', 'admin']).default('admin'),
  site: z.array(SiteId).min(1).optional(),
  queue: z.array(QueueName).min(1).optional(),
});

/**
 * Creates a link that signs a moderator in to the desk once. The service may be running or stopped. Returns the link.
 * @throws StartupError for an unknown site
 */
export async function deskLink(
  config: Config,
  { name, role, site, queue }: z.infer<typeof LinkRequest>,
): Promise<string> {
  const person = linkPerson({ name, roles: [role], ...(site && { sites: site }), ...(queue && { queues: queue }) });
  return onDatabase(config, async (pool) => {
    await refuseUnknownSites(pool, config, site ?? []);
    return makeDeskLink(pool, person, config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`);
  });
}

/** A moderator signed in for an unknown site would see nothing. */
async function refuseUnknownSites(pool: Pool, config: Config, named: readonly string[]): Promise<void> {
  const sites = new Sites(new EventReader(pool), { sites: config.SITES ?? [], allowedOrigins: [] });
  await sites.read();
  const unknown = named.filter((site) => !sites.has(site));
  if (unknown.length > 0)
    throw new StartupError(
      `--site: unknown site ${unknown.join(', ')}. Use one of: ${sites.all().join(', ')}. To create a site, use SITES or PUT /v1/sites/{site}`,
    );
}
