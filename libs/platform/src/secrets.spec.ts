import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { deriveKey, keepEncryptionKey, keptEncryptionKeys, loadSecrets } from './secrets.ts';

describe('the secrets', () => {
  let scratch: string;
  let dataDir: string;
  beforeEach(() => {
    scratch = temporaryDirectory();
    dataDir = join(scratch, 'data');
  });
  afterEach(() => removeDirectory(scratch));

  it('are generated once, and stored in a file that only its owner can read', () => {
    const first = loadSecrets(dataDir);
    const again = loadSecrets(dataDir);
    expect(again.jwtSecret).toBe(first.jwtSecret);
    expect(again.encryptionKey).toEqual(first.encryptionKey);
    expect(again.postgresPassword).toBe(first.postgresPassword);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o066).toBe(0);
    expect(readdirSync(dataDir)).toEqual(['secrets.json']);
  });

  it('are long, and differ from each other and between installations', () => {
    const [one, other] = [loadSecrets(dataDir), loadSecrets(join(scratch, 'other'))];
    const all = [one, other].flatMap((secrets) => [
      secrets.jwtSecret,
      secrets.encryptionKey.toString('base64'),
      secrets.postgresPassword,
    ]);
    expect(new Set(all).size).toBe(6);
    expect(Math.min(...all.map((secret) => secret.length))).toBeGreaterThanOrEqual(44);
    expect(one.encryptionKey).toHaveLength(32);
  });

  it('are the given ones, without touching DATA_DIR', () => {
    const encryptionKey = Buffer.alloc(32, 7);
    const secrets = loadSecrets(dataDir, {
      jwtSecret: 'from the environment',
      encryptionKey: encryptionKey.toString('base64'),
    });
    expect(secrets.jwtSecret).toBe('from the environment');
    expect(secrets.encryptionKey).toEqual(encryptionKey);
    expect(existsSync(dataDir)).toBe(false);
    expect(secrets.postgresPassword).toBe(loadSecrets(dataDir).postgresPassword);
  });

  it('name the missing setting if there is no place to store a generated secret', () => {
    writeFileSync(dataDir, 'a file');
    expect(() => loadSecrets(dataDir)).toThrow(/^DATA_DIR [^\n]*\. Without ENCRYPTION_KEY, a secret is [^\n]*$/);
  });

  it('generate no secret of tokens before it is used', () => {
    loadSecrets(dataDir, { encryptionKey: Buffer.alloc(32, 7).toString('base64') });
    expect(existsSync(dataDir)).toBe(false);
  });

  it('keep the next key of a rotation with the current one, and all other secrets', () => {
    const before = loadSecrets(dataDir);
    const next = Buffer.alloc(32, 9);
    keepEncryptionKey(dataDir, { encryptionKey: before.encryptionKey, nextEncryptionKey: next });
    expect(keptEncryptionKeys(dataDir)).toEqual({ current: before.encryptionKey, next });
    keepEncryptionKey(dataDir, { encryptionKey: next });
    expect(keptEncryptionKeys(dataDir)).toEqual({ current: next, next: undefined });
    const after = loadSecrets(dataDir);
    expect(after.postgresPassword).toBe(before.postgresPassword);
    expect(after.jwtSecret).toBe(before.jwtSecret);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['empty', ''],
    ['cut off', '{"jwtSecret": "AAAA'],
    ['short of a secret', '{"jwtSecret": "0123456789012345678901234567890123456789"}'],
    [
      'holding a short key',
      JSON.stringify({ jwtSecret: 'x'.repeat(44), encryptionKey: 'c2hvcnQ=', postgresPassword: 'x'.repeat(64) }),
    ],
  ])('are not regenerated if the file is %s', (_what, content) => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'secrets.json'), content);
    expect(() => loadSecrets(dataDir)).toThrow(`DATA_DIR ${dataDir}: secrets.json is damaged`);
    expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).toBe(content);
  });

  it.each(['postgres', 'postgres.location'])('are not regenerated if there is a database (%s)', (name) => {
    mkdirSync(join(dataDir, name), { recursive: true });
    expect(() => loadSecrets(dataDir)).toThrow(`DATA_DIR ${dataDir}: there is a database but no secrets.json`);
    expect(readdirSync(dataDir)).toEqual([name]);
  });

  it('report in one line that their file cannot be read', () => {
    mkdirSync(join(dataDir, 'secrets.json'), { recursive: true });
    chmodSync(dataDir, 0o700);
    expect(() => loadSecrets(dataDir)).toThrow(/^DATA_DIR .*\/data: EISDIR: .*$/);
  });
});

describe('a derived key', () => {
  it('depends only on the root and the label', () => {
    const root = Buffer.alloc(32, 7);
    expect(deriveKey(root, 'guests')).not.toEqual(deriveKey(root, 'cursors'));
    expect(deriveKey(root, 'guests')).not.toEqual(deriveKey(Buffer.alloc(32, 8), 'guests'));
    // RFC 5869, computed with another implementation: HKDF-SHA256, no salt, info "guests".
    expect(deriveKey(root, 'guests').toString('hex')).toBe(
      '978dc0f358f767b1b2145fb5539e47ff29c41b11f7c6be8d42a83dd6fa9470c4',
    );
  });
});
