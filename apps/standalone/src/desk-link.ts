import { parseArgs } from 'node:util';
import { z } from 'zod';
import { makeDeskLink } from '#api/desk/desk-links';
import { linkPerson } from '#api/desk/desk-person';
import { SiteId } from '#contracts/identifiers';
import { PersonName } from '#contracts/person-name';
import { QueueName } from '#contracts/vocabulary';
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
 * @throws StartupError for arguments that nobody can be made from
 */
export async function deskLink(config: Config, args: string[]): Promise<string> {
  const { name, role, site, queue } = readArguments(args);
  const person = linkPerson({ name, roles: [role], ...(site && { sites: site }), ...(queue && { queues: queue }) });
  return onInstallation(config, (pool) =>
    makeDeskLink(pool, person, config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`),
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
