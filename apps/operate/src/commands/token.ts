import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { SiteId } from '#contracts/identifiers';
import { PersonName } from '#contracts/person-name';
import { QueueName, Role } from '#contracts/vocabulary';
import type { Config } from '#platform/config';
import { secretsOf } from '#platform/foundation';
import { StartupError } from '#platform/startup-error';
import type { OperatorCommand } from '../line/command.ts';
import { UsedWrongly } from '../line/failures.ts';

export const printToken: OperatorCommand = {
  name: 'token',
  summary: 'Print an API token, for example for an analyst’s program or a moderator’s tool',
  options: {
    name: { value: 'name', summary: 'name of the person or program' },
    role: { value: Role.options.join('|'), multiple: true, summary: 'role, repeatable (default: an ordinary reader)' },
    site: { value: 'site', multiple: true, summary: 'limit to this site; repeatable' },
    queue: { value: QueueName.options.join('|'), multiple: true, summary: 'limit to this queue; repeatable' },
    hours: { value: 'hours', summary: 'validity, 1 to 8760 (default: 1)' },
  },
  run: async ({ config, text, texts, terminal }) => {
    const asked = {
      name: text('name'),
      role: texts('role'),
      site: texts('site'),
      queue: texts('queue'),
      hours: text('hours'),
    };
    const request = TokenRequest.safeParse(asked);
    if (!request.success)
      throw new UsedWrongly(
        request.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`).join('; '),
      );
    terminal.print(await signToken(config, request.data));
    return 0;
  },
};

const longestHours = 8760;
const hours = `expected a whole number from 1 to ${longestHours}`;

/** The person or program for which an operator requests a token. */
const TokenRequest = z.object({
  name: PersonName,
  role: z.array(Role).default([]),
  site: z.array(SiteId).min(1).optional(),
  queue: z.array(QueueName).min(1).optional(),
  hours: z.coerce.number(hours).int(hours).min(1, hours).max(longestHours, hours).default(1),
});

/**
 * Signs a token with the secret of this installation. The same name always identifies the same person.
 * @throws StartupError if an identity provider signs the tokens, or there is no secret yet
 */
function signToken(config: Config, request: z.infer<typeof TokenRequest>): Promise<string> {
  refuseWithoutSecret(config);
  const { name, role: roles, site: sites, queue: queues } = request;
  return new SignJWT({
    name,
    roles,
    ...(sites && { sites }),
    ...(queues && { queues }),
    ...(config.JWT_ISSUER !== undefined && { iss: config.JWT_ISSUER }),
    ...(config.JWT_AUDIENCE !== undefined && { aud: config.JWT_AUDIENCE }),
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(`operator:${name}`)
    .setIssuedAt()
    .setExpirationTime(`${request.hours}h`)
    .sign(new TextEncoder().encode(secretsOf(config).jwtSecret));
}

function refuseWithoutSecret({ JWKS_URL, JWT_SECRET, DATA_DIR }: Config): void {
  if (JWKS_URL !== undefined)
    throw new StartupError(`JWKS_URL is set: your identity provider signs the tokens, and Colloquy cannot.`);
  if (JWT_SECRET !== undefined || existsSync(join(DATA_DIR, 'secrets.json'))) return;
  throw new StartupError(
    `There is no ${join(DATA_DIR, 'secrets.json')}. Start Colloquy once, or set DATA_DIR or JWT_SECRET to the same value as for the service.`,
  );
}
