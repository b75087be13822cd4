import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dataDirError, openDataDir } from './data-dir.ts';
import { StartupError } from './startup-error.ts';
import { replaceFile, writeOnce } from './write-once.ts';

/** Secrets that an operator can set instead of having them generated. */
export interface GivenSecrets {
  readonly jwtSecret?: string | undefined;
  /** 32 bytes in base64. */
  readonly encryptionKey?: string | undefined;
}

export interface Secrets {
  /** HS256 secret of the sites' tokens. */
  readonly jwtSecret: string;
  /** 32 bytes; wraps the keys that encrypt personal data. */
  readonly encryptionKey: Buffer;
  /** Password of the embedded PostgreSQL's superuser. */
  readonly postgresPassword: string;
}

/**
 * The secrets of this installation: the given ones, and otherwise those in DATA_DIR/secrets.json, which are generated
 * once. DATA_DIR is read when a secret that was not given is first used. Throws StartupError if the file cannot be read. It
 * is never regenerated, because data that it encrypted would be lost.
 */
export function loadSecrets(dataDir: string, given: GivenSecrets = {}): Secrets {
  let kept: KeptSecrets | undefined;
  const fromFile = (setting?: string): KeptSecrets => (kept ??= readOrGenerate(dataDir, setting));
  const encryptionKey = Buffer.from(given.encryptionKey ?? fromFile('ENCRYPTION_KEY').encryptionKey, 'base64');
  return {
    get jwtSecret() {
      return given.jwtSecret ?? fromFile('JWT_SECRET').jwtSecret;
    },
    encryptionKey,
    get postgresPassword() {
      return fromFile().postgresPassword;
    },
  };
}

/** A key of 32 bytes for one purpose, always the same for the same root and label (HKDF-SHA256, RFC 5869). */
export const deriveKey = (root: Buffer, label: string): Buffer => Buffer.from(hkdfSync('sha256', root, '', label, 32));

/** The key in DATA_DIR/secrets.json, and the one that replaces it if a rotation was started. */
export function keptEncryptionKeys(dataDir: string): { current: Buffer; next: Buffer | undefined } {
  const { encryptionKey, nextEncryptionKey: next } = readOrGenerate(dataDir);
  return {
    current: Buffer.from(encryptionKey, 'base64'),
    next: next === undefined ? next : Buffer.from(next, 'base64'),
  };
}

/** Rewrites the keys in DATA_DIR/secrets.json atomically and durably. */
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

/** @param setting the variable that would make the file unnecessary; named in the error if DATA_DIR cannot be used */
function readOrGenerate(dataDir: string, setting?: string): KeptSecrets {
  const path = join(openedFor(dataDir, setting), 'secrets.json');
  try {
    if (!existsSync(path)) generate(dataDir, path);
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw dataDirError(dataDir, error);
  }
}

function openedFor(dataDir: string, setting: string | undefined): string {
  try {
    return openDataDir(dataDir);
  } catch (error) {
    if (setting === undefined || !(error instanceof StartupError)) throw error;
    throw new StartupError(`${error.message}. Without ${setting}, a secret is generated and stored there`, {
      cause: error,
    });
  }
}

const secret = (): string => randomBytes(32).toString('base64');

function generate(dataDir: string, path: string): void {
  if (['postgres', 'postgres.location'].some((name) => existsSync(join(dataDir, name))))
    throw new StartupError('there is a database but no secrets.json, which is needed to open it: restore that file');
  const secrets: KeptSecrets = {
    jwtSecret: secret(),
    encryptionKey: secret(),
    postgresPassword: randomBytes(32).toString('hex'),
  };
  writeOnce(path, `${JSON.stringify(secrets, null, 2)}\n`); // if another process was faster, its file is used
}

function parse(text: string): KeptSecrets {
  try {
    return KeptSecrets.parse(JSON.parse(text));
  } catch {
    throw new StartupError(
      'secrets.json is damaged: restore a copy of it, because data that it encrypted cannot be read otherwise',
    ); // no cause: it would quote the file
  }
}
