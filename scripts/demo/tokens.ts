import { join } from 'node:path';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { Failure } from '../failure.ts';
import { jsonFile } from '../json-file.ts';

/** What the service checks tokens with. */
export function jwtSecret({ JWT_SECRET: secret, DATA_DIR: directory = '.data' }: NodeJS.ProcessEnv): string {
  if (secret) return secret;
  const file = join(directory, 'secrets.json');
  try {
    return jsonFile(file, z.object({ jwtSecret: z.string() })).jwtSecret;
  } catch {
    throw new Failure(
      `No JWT_SECRET, and ${file} cannot be read: start Colloquy with \`npm start\` first, from this directory.`,
    );
  }
}

/** A person's, as a site with a sign-in of its own makes them. */
export function tokenOf(name: string, roles: readonly string[], secret: string): Promise<string> {
  const subject = `demo-${name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`;
  return new SignJWT({ name, roles })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(subject)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secret));
}
