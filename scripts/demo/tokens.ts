import { join } from 'node:path';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { Failure } from '../failure.ts';
import { jsonFile } from '../json-file.ts';

/** The secret with which the service verifies tokens. */
export function jwtSecret({ JWT_SECRET: secret, DATA_DIR: directory = '.data' }: NodeJS.ProcessEnv): string {
  if (secret) return secret;
  const file = join(directory, 'secrets.json');
  try {
    return jsonFile(file, z.object({ jwtSecret: z.string() })).jwtSecret;
  } catch {
    throw new Failure(
      `JWT_SECRET is not set, and ${file} cannot be read: start Colloquy with \`npm start\` first, in this directory.`,
    );
  }
}

/** A token for a person, as a site with its own sign-in issues it. */
export function tokenOf(name: string, roles: readonly string[], secret: string): Promise<string> {
  const subject = `demo-${name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`;
  return new SignJWT({ name, roles })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(subject)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secret));
}
