import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rotateEncryptionKey } from '#operate/commands/rotate-encryption-key';
import { Keyring } from '#event-store/keys/keyring';
import { rotateWrappingKey } from '#event-store/keys/rotate-wrapping-key';
import { readConfig } from '#platform/config';
import { survivingPool } from '#platform/postgres';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
const newKey = () => randomBytes(32).toString('base64');
let directory: string;
let database: TestDatabase;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'colloquy-rotation-'));
  database = await createTestDatabase();
});
afterEach(async () => {
  await database.drop();
  rmSync(directory, { recursive: true, force: true });
});

/** Runs the service with a key while the work lasts. */
async function during<T>(key: string, work: (world: World) => Promise<T>): Promise<T> {
  const world = await createWorld({ DATABASE_URL: database.url, ENCRYPTION_KEY: key });
  try {
    return await work(world);
  } finally {
    await world.stop();
  }
}

/** Runs the service with its generated key while the work lasts. */
async function onDataDir(work: (world: World) => Promise<unknown>): Promise<unknown> {
  const world = await createWorld({ DATABASE_URL: database.url, DATA_DIR: directory });
  try {
    return await work(world);
  } finally {
    await world.stop();
  }
}

const rotate = (keys: Record<string, string>) =>
  rotateEncryptionKey(readConfig({ ...keys, DATABASE_URL: database.url, DATA_DIR: directory, LOG_LEVEL: 'silent' }));

async function write(world: World, sub: string): Promise<{ id: string; authorId: string }> {
  const token = await world.token({ sub, name: `Name of ${sub}` });
  const { body } = await world.call('POST', `${site}/articles/k/comments`, { token, body: { body: `by ${sub}` } });
  return { id: body.comment.id, authorId: body.comment.author.id };
}

const exported = async (world: World, id: string) => {
  const token = await world.token({ sub: 'boss', roles: ['admin'] });
  return (await world.call('GET', `${site}/authors/${id}/export`, { token })).body;
};

describe('a rotated wrapping key', () => {
  it('keeps readable data readable, erased data erased and ids unchanged, and the old key decrypts nothing', async () => {
    const [old, fresh] = [newKey(), newKey()];
    const before = await during(old, async (world) => {
      const ann = await write(world, 'ann');
      const bert = await write(world, 'bert');
      const reporter = await world.token({ sub: 'rea' });
      const flag = { token: reporter, body: { reason: 'spam', note: 'by rea, about ann' } };
      expect((await world.call('POST', `${site}/comments/${ann.id}/flags`, flag)).status).toBe(202);
      const guest = await world.call('POST', `${site}/articles/k/comments`, {
        body: { body: 'by a guest', author: { name: 'Gus' } },
      });
      const token = await world.token({ sub: 'boss', roles: ['admin'] });
      await world.call('DELETE', `${site}/authors/${bert.authorId}`, { token });
      return { ann, bert, guest: guest.body };
    });

    expect(await rotate({ ENCRYPTION_KEY: fresh, ENCRYPTION_KEY_OLD: old })).toEqual({ rewrapped: 3, switched: true });
    expect(await rotate({ ENCRYPTION_KEY: fresh, ENCRYPTION_KEY_OLD: old })).toEqual({ rewrapped: 0, switched: false });

    await expect(during(old, async () => undefined)).rejects.toThrow(/ENCRYPTION_KEY/);
    await during(fresh, async (world) => {
      const ann = await exported(world, before.ann.authorId);
      expect(ann.comments).toMatchObject([{ name: 'Name of ann', revisions: [{ body: 'by ann' }] }]);
      const { eventLog } = world.service;
      const opened = await eventLog.open(await eventLog.readStream(before.ann.id));
      expect(opened.map(({ personal }) => personal?.['note'])).toContain('by rea, about ann');
      const bert = await exported(world, before.bert.authorId);
      expect(bert.comments).toMatchObject([{ name: null, revisions: [{ body: null }] }]);
      expect((await write(world, 'ann')).authorId).toBe(before.ann.authorId);
      const edit = { token: before.guest.authorToken, body: { body: 'by the same guest' } };
      expect((await world.call('PATCH', `${site}/comments/${before.guest.comment.id}`, edit)).status).toBe(200);
    });
  });

  it('is completed after an interruption, and the service does not start before that', async () => {
    const [old, fresh] = [newKey(), newKey()];
    const authors = await during(old, async (world) => [await write(world, 'ann'), await write(world, 'bert')]);
    const pool = survivingPool({ connectionString: database.url });
    const keyrings = [old, fresh].map((key) => new Keyring(Buffer.from(key, 'base64')));
    const [from, to] = keyrings as [Keyring, Keyring];
    // The state after the process was killed in its first chunk.
    const failing = {
      id: from.id,
      unwrap: () => {
        throw new Error('killed');
      },
    } as unknown as Keyring;
    await expect(rotateWrappingKey(pool, failing, to)).rejects.toThrow('killed');
    await pool.end();
    await expect(during(old, async () => undefined)).rejects.toThrow(/fingerprint/);
    await expect(during(fresh, async () => undefined)).rejects.toThrow(/fingerprint/);
    expect(await rotate({ ENCRYPTION_KEY: fresh, ENCRYPTION_KEY_OLD: old })).toEqual({ rewrapped: 2, switched: true });
    await during(fresh, async (world) => {
      for (const { authorId } of authors)
        expect((await exported(world, authorId)).comments[0].revisions[0].body).toMatch(/^by /);
    });
  });

  it('is refused with a key unknown to the database, and with only one of the two keys', async () => {
    const old = newKey();
    await during(old, (world) => write(world, 'ann'));
    await expect(rotate({ ENCRYPTION_KEY: newKey(), ENCRYPTION_KEY_OLD: newKey() })).rejects.toThrow(
      /ENCRYPTION_KEY_OLD/,
    );
    await expect(rotate({ ENCRYPTION_KEY: newKey() })).rejects.toThrow(/ENCRYPTION_KEY_OLD is not set/);
    await expect(rotate({ ENCRYPTION_KEY_OLD: old })).rejects.toThrow(/ENCRYPTION_KEY is not set/);
    await during(old, async () => undefined);
  });

  it('is generated and stored in DATA_DIR if the old one was generated there', async () => {
    const { authorId } = (await onDataDir((world) => write(world, 'ann'))) as { authorId: string };
    expect(await rotate({})).toEqual({ rewrapped: 1, switched: true });
    await onDataDir(async (world) => {
      expect((await exported(world, authorId)).comments[0].revisions[0].body).toBe('by ann');
    });
  });
});
