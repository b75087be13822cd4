import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SignJWT } from 'jose';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { type ServiceProcess, startServiceProcess } from '#test/support/processes/service-process';

const root = join(import.meta.dirname, '../..');
const jwtSecret = 'a secret that only these specs know, long enough';
const site = '/v1/sites/default';

let directory: string;
let backup: string;
beforeEach(() => {
  directory = temporaryDirectory();
  backup = temporaryDirectory();
});
afterEach(() => [directory, backup].forEach(removeDirectory));

/** Runs an npm script as an operator does. */
const npm = async (dataDir: string, ...args: string[]): Promise<string> => {
  const env = { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'error' };
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', ...args], { cwd: root, env });
  return stdout;
};

/** Keeps owners: the database server runs as another user if the tests run as root. */
const copy = async (from: string, to: string): Promise<void> =>
  void (await promisify(execFile)('cp', ['-a', '-T', from, to]));

async function during<T>(dataDir: string, work: (service: ServiceProcess) => Promise<T>): Promise<T> {
  const service = await startServiceProcess(dataDir, { JWT_SECRET: jwtSecret });
  try {
    return await work(service);
  } finally {
    expect(await service.terminate()).toBe(0);
  }
}

interface Posted {
  readonly comment: { readonly id: string; readonly author: { readonly id: string } };
  readonly authorToken: string;
}
async function call<Body>(url: string, method: string, path: string, token?: string, body?: object): Promise<Body> {
  const response = await fetch(`${url}${site}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(response.status).toBeLessThan(300);
  return (await response.json()) as Body;
}
const post = ({ url }: ServiceProcess, name: string) =>
  call<Posted>(url, 'POST', '/articles/a/comments', undefined, { body: `by ${name}`, author: { name } });
const textsOf = async ({ url }: ServiceProcess, { comment: { author } }: Posted): Promise<(string | null)[]> => {
  const admin = await new SignJWT({ name: 'Boss', roles: ['admin'] })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('boss')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(jwtSecret));
  const path = `/authors/${author.id}/export`;
  const exported = await call<{ comments: { revisions: { body: string | null }[] }[] }>(url, 'GET', path, admin);
  return exported.comments.flatMap(({ revisions }) => revisions.map(({ body }) => body));
};

describe('an operator of a service with an embedded database', () => {
  it('can replace the wrapping key with npm run rotate-encryption-key, unnoticed by readers', async () => {
    const secrets = () =>
      JSON.parse(readFileSync(join(directory, 'secrets.json'), 'utf8')) as { encryptionKey: string };
    const ann = await during(directory, (service) => post(service, 'Ann'));
    const before = secrets().encryptionKey;
    expect(await npm(directory, 'rotate-encryption-key')).toContain('the database now requires the new key');
    expect(secrets().encryptionKey).not.toBe(before);
    await during(directory, async (service) => {
      expect(await textsOf(service, ann)).toEqual(['by Ann']);
      await call(service.url, 'PATCH', `/comments/${ann.comment.id}`, ann.authorToken, { body: 'still Ann' });
    });
  });

  it('must stop the service first', async () => {
    await during(directory, async (service) => {
      const ann = await post(service, 'Ann');
      await expect(npm(directory, 'rotate-encryption-key')).rejects.toMatchObject({ code: 1 });
      await expect(npm(directory, 'restore-check')).rejects.toMatchObject({ code: 1 });
      expect(await textsOf(service, ann)).toEqual(['by Ann']);
    });
  });

  it('gets instructions for a backup from before a key rotation', async () => {
    await during(directory, (service) => post(service, 'Ann'));
    const ENCRYPTION_KEY = randomBytes(32).toString('base64');
    const env = { ...process.env, DATA_DIR: directory, LOG_LEVEL: 'error', ENCRYPTION_KEY };
    const restore = ['run', '--silent', 'colloquy', '--', 'restore', '--yes'];
    await expect(promisify(execFile)('npm', restore, { cwd: root, env })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^ENCRYPTION_KEY: .* run `colloquy rotate-encryption-key` with ENCRYPTION_KEY_OLD .*\n$/,
      ),
    });
    await during(directory, (service) => post(service, 'Bert')); // the restore changed nothing
  });

  it('can repeat erasures that a restored backup undid with npm run restore-check', async () => {
    const [ann, bert] = await during(directory, async (service) => [
      await post(service, 'Ann'),
      await post(service, 'Bert'),
    ]);
    await copy(directory, backup);
    await during(directory, ({ url }) => call(url, 'DELETE', `/authors/${ann.comment.author.id}`, ann.authorToken));
    const ledger = join(backup, 'erasures.jsonl');
    expect(await npm(directory, 'restore-check', '--', '--export', ledger)).toContain('1 erasures written');

    // The backup from before the erasure of Ann replaces the current data.
    removeDirectory(directory);
    await copy(backup, directory);
    await during(directory, async (service) => expect(await textsOf(service, ann)).toEqual(['by Ann']));
    const printed = await npm(directory, 'restore-check', '--', '--ledger', ledger);
    expect(printed).toContain(`erased again: default ${ann.comment.author.id}, 1 comments, 0 still readable`);
    expect(printed).toContain('1 in the ledger, 1 erased again, 0 still readable');
    await during(directory, async (service) => {
      expect(await textsOf(service, ann)).toEqual([null]);
      expect(await textsOf(service, bert)).toEqual(['by Bert']);
    });
    expect(await npm(directory, 'restore-check', '--', '--ledger', ledger)).toContain('0 erased again');
  });
});
