import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Visited, Visitor } from './visitor.ts';

export interface ProviderOptions {
  readonly client: Record<string, unknown>;
  /** What the provider says about each account, by its login. */
  readonly accounts: Record<string, Record<string, unknown>>;
  /** Which claims each scope brings. */
  readonly claims: Record<string, readonly string[]>;
  /** Put them into the ID token, too, instead of only into userinfo. */
  readonly inIdToken?: boolean;
}

/** A real OpenID Connect provider in a process of its own. */
export async function startOidcProvider(options: ProviderOptions): Promise<{ issuer: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../processes/programs/oidc-provider.mjs')], {
    env: { ...process.env, OIDC_TEST: JSON.stringify(options) },
    stdio: ['ignore', 'pipe', 'ignore'], // its warnings are about being a test's
  });
  const closed = once(child, 'close');
  const { value: issuer } = (await createInterface(child.stdout)[Symbol.asyncIterator]().next()) as { value?: string };
  if (issuer === undefined) throw new Error('the OpenID Connect provider ended before it listened');
  return {
    issuer,
    stop: async () => {
      child.kill('SIGTERM');
      await closed;
    },
  };
}

/** Fills the provider's forms in: who, and that they agree. Ends where the provider sends them. */
export async function signInAtProvider(
  visitor: Visitor,
  start: string,
  login: string,
  stopBefore?: RegExp,
): Promise<Visited> {
  const asked = await visitor.open(start);
  const agreed = await visitor.open(formOf(asked), { prompt: 'login', login, password: 'any' }, stopBefore);
  // Nobody is asked twice for the same client.
  if (!agreed.url.pathname.startsWith('/interaction/')) return agreed;
  return visitor.open(formOf(agreed), { prompt: 'consent' }, stopBefore);
}

function formOf({ text, url }: Visited): URL {
  const [, action] = /action="([^"]+)"/.exec(text) ?? [];
  if (action === undefined) throw new Error(`${url.href} has no form: ${text.slice(0, 200)}`);
  return new URL(action, url);
}
