import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ProblemFilter } from '../http/problem.filter';
import { cacheAsDeclared } from '../http/cache-as-declared';
import { secureHeaders } from '../http/secure-headers';
import { InputPipe } from '../routes/input.pipe';
import { createLogger } from '#platform/logger';
import { ConsoleFiles } from './console-files';
import { DeskPagesController } from './desk-pages.controller';

const directory = mkdtempSync(join(tmpdir(), 'colloquy-console-'));
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  const testing = await Test.createTestingModule({
    controllers: [DeskPagesController],
    providers: [{ provide: ConsoleFiles, useValue: new ConsoleFiles(directory) }],
  }).compile();
  app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  app.useGlobalFilters(new ProblemFilter(createLogger('silent', 'test')));
  app.useGlobalPipes(new InputPipe({ await: async () => undefined }, { idempotency: Buffer.alloc(32) }));
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', secureHeaders);
  fastify.addHook('onSend', cacheAsDeclared);
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${url}${path}`, { headers });
const build = () => {
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Desk</title>');
  writeFileSync(join(directory, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(directory, 'assets/main-4f2a.js'), 'export const desk = 1;');
  writeFileSync(join(directory, 'assets/main-4f2a.js.map'), '{}');
};

describe('the desk’s pages', () => {
  it('say in a sentence that they were not built, and are there once they are', async () => {
    const before = await get('/desk');
    expect(before.status).toBe(503);
    expect(before.headers.get('content-type')).toContain('text/plain');
    expect(await before.text()).toBe('The desk is not built: npm run build.\n');
    build();
    expect((await get('/desk')).status).toBe(200);
  });

  it.each(['/desk', '/desk/', '/desk/queues/pending', '/desk/authors/0189?site=a', '/desk/a.b/c'])(
    'are one page, whatever place in it is asked for: %s',
    async (path) => {
      const answer = await get(path);
      expect(await answer.text()).toContain('<title>Desk</title>');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    },
  );

  it('run nothing but the desk’s own files, in no frame', async () => {
    const { headers } = await get('/desk');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('bring their files, which never change under one name', async () => {
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

  it('never leave their directory', async () => {
    for (const path of ['/desk/..%2f..%2f..%2fpackage.json', '/desk/%2e%2e/%2e%2e/package.json', '/desk/%5c..%5cx'])
      expect(await (await get(path)).text()).not.toContain('colloquy');
  });
});
