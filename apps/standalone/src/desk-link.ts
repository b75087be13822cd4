import { parseArgs } from 'node:util';
import type { Pool } from 'pg';
import { z } from 'zod';
import { makeDeskLink } from '#api/desk/desk-links';
import { linkPerson } from '#api/desk/desk-person';
import { Sites } from '#api/sites/sites';
import { SiteId } from '#contracts/identifiers';
import { PersonName } from '#contracts/person-name';
import { QueueName } from '#contracts/vocabulary';
import { EventReader } from '#event-store/event-reader';
import type { Config } from '#platform/config';
import { StartupError } from '#platform/startup-error';
import { onInstallation } from './on-installation';

export const deskLinkUsage =
  'npm run desk-link -- [--name Ada] [--role moderator|admin] [--site default]… [--queue pending|reported|escalated]…';

const Arguments = z.object({
  name: PersonName.default('Operator'),
  role: z.enum(['moderator', 'admin']).default('admin'),
  site: z.array(SiteId).optional(),
  queue: z.array(QueueName).optional(),
});

/**
 * Makes a link that signs somebody in to the desk, once, whether the service runs or is about to be started. Answers the link.
 * @throws StartupError for arguments that nobody can be made from, and for a site that nobody made
 */
export async function deskLink(config: Config, args: string[]): Promise<string> {
  const { name, role, site, queue } = readArguments(args);
  const person = linkPerson({ name, roles: [role], ...(site && { sites: site }), ...(queue && { queues: queue }) });
  return onInstallation(config, async (pool) => {
    await refuseUnknownSites(pool, config, site ?? []);
    return makeDeskLink(pool, person, config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`);
  });
}

/** Whoever is signed in for a site that does not exist would find nothing there. */
async function refuseUnknownSites(pool: Pool, config: Config, named: readonly string[]): Promise<void> {
  const sites = new Sites(new EventReader(pool), { configured: config.SITES ?? [], allowedOrigins: [] });
  await sites.read();
  const unknown = named.filter((site) => !sites.has(site));
  if (unknown.length > 0)
    throw new StartupError(
      `--site ${unknown.join(', ')}: there is no such site; there are ${sites.all().join(', ')}. SITES or PUT /v1/sites/{site} makes one`,
    );
}

function readArguments(args: string[]): z.infer<typeof Arguments> {
  const one = { type: 'string' } as const;
  const many = { type: 'string', multiple: true } as const;
  try {
    const { values } = parseArgs({ args, options: { name: one, role: one, site: many, queue: many } });
    const parsed = Arguments.safeParse(values);
    if (parsed.success) return parsed.data;
    const faults = parsed.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`);
    throw new StartupError(`${faults.join('; ')}. ${deskLinkUsage}`);
  } catch (error) {
    throw error instanceof TypeError ? new StartupError(`${error.message}. ${deskLinkUsage}`) : error;
  }
}
