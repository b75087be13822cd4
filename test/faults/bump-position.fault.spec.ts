import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Keyring } from '#event-store/keys/keyring';
import { anAppend } from '#test/support/database/appends';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';

const encryptionKey = randomBytes(32);
const logs = new EventLogs(new Keyring(encryptionKey));
const dataDir = temporaryDirectory();
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await logs.open(database.url).append(anAppend());
});
afterAll(async () => {
  await logs.close();
  await database.drop();
  removeDirectory(dataDir);
});

/** Runs `npm run events:bump-position -- …`, as an operator does. */
async function bump(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    ENCRYPTION_KEY: encryptionKey.toString('base64'),
  };
  const command = ['run', '--silent', 'events:bump-position', '--', ...args];
  return promisify(execFile)('npm', command, { cwd: join(import.meta.dirname, '../..'), env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

describe('a position bump by an operator', () => {
  it.each(['1764512345678', '9007199254740991'])('to %s is refused in one line, with exit code 1', async (position) => {
    const { code, stdout, stderr } = await bump(position);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(new RegExp(`^positions cannot be bumped to ${position}: .*\\n$`));
  });

  it.each(['9007199254740992', '99999999999999999999', '-5', '1e9', 'all'])(
    'to %s, an invalid position, is refused with the usage',
    async (position) => {
      const { code, stderr } = await bump(position);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^.*\nusage: colloquy bump-position \[position\] \[--undo\]\n$/);
    },
  );

  it('can be undone until an event is appended after it', async () => {
    expect((await bump('1000000')).stdout).toContain('New events will start at position 1000001.');
    expect((await bump('--undo')).stdout).toContain('undone: new events will start at position 2.');
    expect(await bump('--undo')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^no bump can be undone: .*\n$/),
    });
    expect((await bump('500')).stdout).toContain('New events will start at position 501.');
    expect(await logs.open(database.url).append(anAppend())).toMatchObject({ position: 501 });
    expect(await bump('--undo')).toMatchObject({ code: 1 });
  });
});
