import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ProblemFilter } from '../http/problem.filter.ts';
import { cacheAsDeclared } from '../http/cache-as-declared.ts';
import { secureHeaders } from '../http/secure-headers.ts';
import { InputPipe } from '../routes/input.pipe.ts';
import { createLogger } from '#platform/logger';
import { rawRequest } from '#test/support/network/raw-request';
import { ConsoleFiles } from './console-files.ts';
import { DeskPagesController } from './desk-pages.controller.ts';

const around = mkdtempSync(join(tmpdir(), 'colloquy-console-'));
const directory = join(around, 'console');
const secret = 'a file outside';
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  build();
  app = await serve(directory);
  url = await app.getUrl();
});
afterAll(async () => {
  await app.close();
  rmSync(around, { recursive: true, force: true });
});

async function serve(built: string): Promise<NestFastifyApplication> {
  const testing = await Test.createTestingModule({
    controllers: [DeskPagesController],
    providers: [{ provide: ConsoleFiles, useValue: new ConsoleFiles(built) }],
  }).compile();
  const served = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  served.useGlobalFilters(new ProblemFilter({ logger: createLogger('silent', 'test') }));
  const formerIds = { one: async (_site: string, id: string) => id };
  served.useGlobalPipes(
    new InputPipe({ await: async () => undefined }, { keys: { idempotency: Buffer.alloc(32) } }, formerIds),
  );
  const fastify = served.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', secureHeaders);
  fastify.addHook('onSend', cacheAsDeclared);
  await served.listen(0, '127.0.0.1');
  return served;
}

function build(): void {
  mkdirSync(join(directory, 'assets'), { recursive: true });
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Desk</title>');
  writeFileSync(join(directory, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(directory, 'assets/main-4f2a.js'), 'export const desk = 1;');
  writeFileSync(join(directory, 'assets/main-4f2a.js.map'), '{}');
  writeFileSync(join(around, 'secret.json'), JSON.stringify(secret));
  symlinkSync(join(around, 'secret.json'), join(directory, 'assets/linked.json'));
}

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${url}${path}`, { headers });
/** Sends the path unchanged; fetch would resolve its dots. */
const getAsWritten = (path: string): Promise<string> =>
  rawRequest(url, `GET ${path} HTTP/1.1\r\nhost: desk.example\r\nconnection: close\r\n\r\n`);

describe('the desk’s pages', () => {
  it('answer 503 with a build hint before the build, and 200 after it without a restart', async () => {
    const later = join(around, 'later');
    const early = await serve(later);
    const before = await fetch(`${await early.getUrl()}/desk`);
    expect(before.status).toBe(503);
    expect(before.headers.get('content-type')).toContain('text/plain');
    expect(await before.text()).toBe('The desk is not built: npm run build.\n');
    cpSync(directory, later, { recursive: true });
    expect((await fetch(`${await early.getUrl()}/desk`)).status).toBe(200);
    await early.close();
  });

  it.each(['/desk', '/desk/', '/desk/queues/pending', '/desk/authors/0189?site=a', '/desk/a.b/c'])(
    'serve the same page for every view: %s',
    async (path) => {
      const answer = await get(path);
      expect(await answer.text()).toContain('<title>Desk</title>');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    },
  );

  it('allow only the desk’s own scripts, and no framing', async () => {
    const { headers } = await get('/desk');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('serve hashed files with long-lived cache headers', async () => {
    const script = await get('/desk/assets/main-4f2a.js', { 'accept-encoding': 'br' });
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('content-encoding')).toBe('br');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(await script.text()).toBe('export const desk = 1;');
    const again = await get('/desk/assets/main-4f2a.js', { 'if-none-match': script.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    expect((await get('/desk/favicon.svg')).headers.get('content-type')).toContain('image/svg+xml');
  });

  it.each(['/desk/assets/gone.js', '/desk/assets/main-4f2a.js.map', '/desk/assets/..%2f..%2f..%2fpackage.json'])(
    'do not exist at %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it.each([
    '/desk/../secret.json',
    '/desk/..%2fsecret.json',
    '/desk/%2e%2e/secret.json',
    '/desk/%2e%2e%2fsecret.json',
    '/desk/..%5csecret.json',
    '/desk/..%252fsecret.json',
    '/desk/assets/../../secret.json',
    '/desk/assets/..%2f..%2fsecret.json',
    '/desk/assets/%2e%2e%2f%2e%2e%2fsecret.json',
    '/desk/assets/linked.json',
  ])('serve no file outside their directory: %s', async (path) => {
    expect(existsSync(join(directory, 'assets/../../secret.json'))).toBe(true);
    expect(await getAsWritten('/desk/assets/main-4f2a.js')).toContain('export const desk = 1;');
    expect(await getAsWritten(path)).not.toContain(secret);
  });
});
