import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { type RunningService, startService } from '#standalone/service';
import { readConfig } from '#platform/config';
import { expectDeclared } from './declared-problem.ts';
import { createTestDatabase } from '#test/support/database/test-database';

export interface Claims {
  readonly sub: string;
  readonly name?: string;
  readonly roles?: readonly string[];
  readonly site?: string;
  readonly sites?: readonly string[];
  readonly queues?: readonly string[];
  readonly email?: string;
  readonly picture?: string;
}

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface World {
  readonly url: string;
  readonly databaseUrl: string;
  readonly service: RunningService;
  /** A signed token, valid for an hour. */
  token(claims: Claims): Promise<string>;
  /**
   * Sends a request over HTTP with `body` as JSON. Does not reject for error statuses. Of an event stream it reads only
   * the head.
   */
  // oxlint-disable-next-line typescript/no-explicit-any -- specs read answers as any client does, and assert their shape
  call<Body = any>(method: string, path: string, options?: CallOptions): Promise<Answer<Body>>;
  /** Creates a site as an admin does. The setting `SITES` creates sites at the start. */
  makeSite(site: string, settings?: PutSiteSettings): Promise<void>;
  /** Waits until every event of the log is projected into every read model. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

interface PutSiteSettings {
  readonly name?: string;
  readonly timeZone?: string;
  readonly origins?: readonly string[];
}

export interface CallOptions {
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly headers?: Record<string, string>;
}

export const jwtSecret = 'a secret that only these specs know, long enough';

/**
 * Starts the whole service in this process, with its own database and port. Specs call it over HTTP.
 * @param sibling a world whose database and secrets the new one shares, like another process of the same installation.
 * Stop the new world before its sibling.
 */
export async function createWorld(environment: Record<string, string> = {}, sibling?: World): Promise<World> {
  const elsewhere = environment['DATABASE_URL'] ?? sibling?.databaseUrl;
  const database = elsewhere ? { url: elsewhere, drop: async () => undefined } : await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-world-'));
  const config = readConfig({
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    PORT: '0',
    JWT_SECRET: jwtSecret,
    LOG_LEVEL: 'silent',
    RATE_LIMITS: 'off',
    ALLOWED_ORIGINS: '*',
    ...(sibling && { ENCRYPTION_KEY: sibling.service.secrets.encryptionKey.toString('base64') }),
    ...environment,
  });
  const remove = async (): Promise<void> => {
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const service = await startService(config, (reason) => {
    throw new Error(reason);
  }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return {
    url: service.url,
    databaseUrl: database.url,
    service,
    token: signToken,
    call: (method, path, options) => call(service.url, method, path, options),
    makeSite: (site, settings) => makeSite(service.url, site, settings),
    settled: () => service.projector.settled(),
    stop: async () => {
      await service.stop();
      await remove();
    },
  };
}

async function makeSite(url: string, site: string, body: PutSiteSettings = {}): Promise<void> {
  const token = await signToken({ sub: 'operator', roles: ['admin'] });
  const { status } = await call(url, 'PUT', `/v1/sites/${site}`, { body, token });
  if (status !== 200 && status !== 201) throw new Error(`making ${site} was answered ${status}`);
}

/** Returns a token signed by `jwtSecret`, valid for an hour. */
export const signToken = ({ sub, name = sub, ...claims }: Claims): Promise<string> =>
  new SignJWT({ name, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(jwtSecret));

async function call<Body>(url: string, method: string, path: string, options: CallOptions = {}): Promise<Answer<Body>> {
  const { body, token, headers } = options;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const isEndless = response.headers.get('content-type')?.includes('event-stream') === true;
  if (isEndless) await response.body?.cancel();
  const text = isEndless ? '' : await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const answered: unknown = isJson && text !== '' ? JSON.parse(text) : text;
  if (response.status >= 400) expectDeclared(method, path, answered);
  return { status: response.status, headers: response.headers, body: answered as Body };
}
