import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportLedger, readLedger, eraseAgainOn } from '#operate/restore/erase-again';
import { readConfig } from '#platform/config';
import {
  type TestDatabase,
  createTestDatabase,
  dropDatabase,
  execute,
  withDatabase,
} from '#test/support/database/test-database';
import { until } from '#test/support/time/until';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
const key = randomBytes(32).toString('base64');
let directory: string;
let origin: TestDatabase;
let backup: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'colloquy-ledger-'));
  origin = await createTestDatabase();
  backup = `${new URL(origin.url).pathname.slice(1)}_backup`;
});
afterAll(async () => {
  await dropDatabase(withDatabase(origin.url, 'postgres'), backup);
  await origin.drop();
  rmSync(directory, { recursive: true, force: true });
});

const on = (databaseUrl: string) => ({ DATABASE_URL: databaseUrl, ENCRYPTION_KEY: key });
const configFor = (databaseUrl: string) => readConfig({ ...on(databaseUrl), DATA_DIR: directory, LOG_LEVEL: 'silent' });

async function during<T>(databaseUrl: string, work: (world: World) => Promise<T>): Promise<T> {
  const world = await createWorld(on(databaseUrl));
  try {
    return await work(world);
  } finally {
    await world.stop();
  }
}

describe('a restored backup', () => {
  it('gets the erasures repeated that are missing in it', async () => {
    const post = { body: { body: 'remember me', author: { name: 'Restless Returner' } } };
    const { body: posted } = await during(origin.url, (world) =>
      world.call('POST', `${site}/articles/a/comments`, post),
    );
    const { id } = posted.comment.author;
    // Without connections, a template database is as good a backup as a dump.
    const from = new URL(origin.url).pathname.slice(1);
    await execute(withDatabase(origin.url, 'postgres'), `create database ${backup} template ${from}`);
    const restored = withDatabase(origin.url, backup);
    // The erasure is later than the backup.
    await during(origin.url, (world) => world.call('DELETE', `${site}/authors/${id}`, { token: posted.authorToken }));
    const ledger = join(directory, 'erasures.jsonl');
    expect(await exportLedger(configFor(origin.url), ledger)).toBe(1);

    const silent = { print: () => undefined };
    expect(await eraseAgainOn(configFor(restored), silent)).toMatchObject({ entries: 0, erasedAgain: [] });
    const lines: string[] = [];
    const check = { ledger: readLedger(ledger), print: (line: string) => void lines.push(line) };
    expect(await eraseAgainOn(configFor(restored), check)).toEqual({ entries: 1, erasedAgain: [id], stillReadable: 0 });
    expect(lines.at(-1)).toBe('1 in the ledger, 1 erased again, 0 still readable');
    // A second run has nothing to do.
    expect(await eraseAgainOn(configFor(restored), check)).toMatchObject({ entries: 1, erasedAgain: [] });

    await during(restored, async (world) => {
      const token = await world.token({ sub: 'boss', roles: ['admin'] });
      const exported = await world.call('GET', `${site}/authors/${id}/export`, { token });
      expect(exported.body.comments).toMatchObject([{ name: null, revisions: [{ body: null }] }]);
      expect((await world.call('GET', `${site}/articles/a`)).body.commentCount).toBe(0);
    });
  });

  it('gets a later ban from the ledger, which applies when the person returns', async () => {
    const member = { sub: 'returner', name: 'Ray Turner' };
    const first = await during(origin.url, async (world) => {
      const token = await world.token(member);
      return world.call('POST', `${site}/articles/b/comments`, { token, body: { body: 'rude words' } });
    });
    const { id } = first.body.comment.author;
    const from = new URL(origin.url).pathname.slice(1);
    const restored = withDatabase(origin.url, backup);
    await dropDatabase(withDatabase(origin.url, 'postgres'), backup);
    await execute(withDatabase(origin.url, 'postgres'), `create database ${backup} template ${from}`);
    await during(origin.url, async (world) => {
      const token = await world.token({ sub: 'boss', roles: ['admin'] });
      const ban = { kind: 'banned', reason: 'rude words' };
      await world.call('POST', `${site}/authors/${id}/restrictions`, { token, body: ban });
      const { body } = await world.call('DELETE', `${site}/authors/${id}`, { token });
      expect(body.kept).toEqual([{ what: 'restriction', kind: 'banned', until: null }]);
    });
    const file = join(directory, 'with-ban.jsonl');
    await exportLedger(configFor(origin.url), file);
    expect(readFileSync(file, 'utf8')).not.toMatch(/rude|returner|Turner/);
    const checked = await eraseAgainOn(configFor(restored), { ledger: readLedger(file), print: () => undefined });
    expect(checked).toMatchObject({ erasedAgain: expect.arrayContaining([id]), stillReadable: 0 });
    await during(restored, async (world) => {
      const post = { token: await world.token(member), body: { body: 'back again' } };
      expect((await world.call('POST', `${site}/articles/b/comments`, post)).status).toBe(403);
    });
  });

  it('is not changed if the ledger is damaged', () => {
    const file = join(directory, 'damaged.jsonl');
    writeFileSync(file, '\n{"authorId":"x"}\n');
    expect(() => readLedger(file)).toThrow(/damaged\.jsonl, line 2: not an entry/);
  });
});

describe('an erasure that a crash interrupted', () => {
  it('is finished by the next start', async () => {
    const post = { body: { body: 'half forgotten', author: { name: 'Hal' } } };
    const { body: posted } = await during(origin.url, (world) =>
      world.call('POST', `${site}/articles/b/comments`, post),
    );
    const { id } = posted.comment.author;
    await execute(
      origin.url,
      `insert into erasures (subject_id, site_id, requested_by) values ('${id}', 'default', 'author')`,
    );
    await during(origin.url, async (world) => {
      const token = await world.token({ sub: 'boss', roles: ['admin'] });
      const report = () => world.call('DELETE', `${site}/authors/${id}`, { token });
      const path = `${site}/comments/${posted.comment.id}`;
      await until('the comment is erased', async () => {
        const { body } = await world.call('GET', path, { token });
        return body.comment.status === 'erased';
      });
      await until('the erasure is complete', async () => (await report()).body.completedAt !== null);
      expect((await report()).body).toMatchObject({ requestedBy: 'author', comments: 1, stillReadable: 0 });
    });
  });
});
