import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dataDirError, openDataDir } from './data-dir.ts';
import { StartupError } from './startup-error.ts';
import { replaceFile, writeOnce } from './write-once.ts';

/** What the operator may set instead of having it generated. */
export interface GivenSecrets {
  readonly jwtSecret?: string | undefined;
  /** 32 bytes in base64. */
  readonly encryptionKey?: string | undefined;
}

export interface Secrets {
  /** HS256 secret of the sites' tokens. */
  readonly jwtSecret: string;
  /** 32 bytes; wraps the keys that seal personal data. */
  readonly encryptionKey: Buffer;
  /** Of the embedded PostgreSQL's superuser. */
  readonly postgresPassword: string;
}

/**
 * The secrets of this installation: the given ones, and for the others those in DATA_DIR/secrets.json, which are
 * generated once. Where all that is asked for was given, DATA_DIR is not touched. Throws StartupError where the file
 * cannot be read: without it, what it sealed is lost, so it is never made anew in its place.
 */
export function loadSecrets(dataDir: string, given: GivenSecrets = {}): Secrets {
  let kept: KeptSecrets | undefined;
  const fromFile = (): KeptSecrets => (kept ??= readOrGenerate(dataDir));
  const encryptionKey = Buffer.from(given.encryptionKey ?? fromFile().encryptionKey, 'base64');
  return {
    jwtSecret: given.jwtSecret ?? fromFile().jwtSecret,
    encryptionKey,
    get postgresPassword() {
      return fromFile().postgresPassword;
    },
  };
}

/** A key of 32 bytes for one purpose, always the same for the same root and label (HKDF-SHA256, RFC 5869). */
export const deriveKey = (root: Buffer, label: string): Buffer => Buffer.from(hkdfSync('sha256', root, '', label, 32));

/** The key in DATA_DIR/secrets.json, and the one that a rotation under way puts in its place. */
export function keptEncryptionKeys(dataDir: string): { current: Buffer; next: Buffer | undefined } {
  const { encryptionKey, nextEncryptionKey: next } = readOrGenerate(dataDir);
  return {
    current: Buffer.from(encryptionKey, 'base64'),
    next: next === undefined ? next : Buffer.from(next, 'base64'),
  };
}

/** Rewrites the keys in DATA_DIR/secrets.json, whole or not at all, durably. */
export function keepEncryptionKey(dataDir: string, keys: { encryptionKey: Buffer; nextEncryptionKey?: Buffer }): void {
  const { nextEncryptionKey: _, ...kept } = readOrGenerate(dataDir);
  const written = Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, key.toString('base64')]));
  replaceFile(join(openDataDir(dataDir), 'secrets.json'), `${JSON.stringify({ ...kept, ...written }, null, 2)}\n`);
}

const KeptSecrets = z.object({
  jwtSecret: z.string().min(32),
  encryptionKey: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  postgresPassword: z.string().min(32),
  nextEncryptionKey: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/)
    .optional(),
});
type KeptSecrets = z.infer<typeof KeptSecrets>;

function readOrGenerate(dataDir: string): KeptSecrets {
  const path = join(openDataDir(dataDir), 'secrets.json');
  try {
    if (!existsSync(path)) generate(dataDir, path);
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw dataDirError(dataDir, error);
  }
}

const secret = (): string => randomBytes(32).toString('base64');

function generate(dataDir: string, path: string): void {
  if (['postgres', 'postgres.location'].some((name) => existsSync(join(dataDir, name))))
    throw new StartupError(
      'there is a database and no secrets.json, without which it cannot be opened: bring that file back',
    );
  const secrets: KeptSecrets = {
    jwtSecret: secret(),
    encryptionKey: secret(),
    postgresPassword: randomBytes(32).toString('hex'),
  };
  writeOnce(path, `${JSON.stringify(secrets, null, 2)}\n`); // when another process was first, its file counts
}

function parse(text: string): KeptSecrets {
  try {
    return KeptSecrets.parse(JSON.parse(text));
  } catch {
    throw new StartupError(
      'secrets.json is damaged; bring back a copy of it, since what it sealed cannot be read without',
    ); // no cause: it would quote the file
  }
}
