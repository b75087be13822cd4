import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Visited, Visitor } from './visitor.ts';

export interface ProviderOptions {
  readonly client: Record<string, unknown>;
  /** Claims of each account, by login. */
  readonly accounts: Record<string, Record<string, unknown>>;
  /** Names of the claims that each scope grants. */
  readonly claims: Record<string, readonly string[]>;
  /** Adds the claims to the ID token, too, instead of to userinfo only. */
  readonly inIdToken?: boolean;
}

/** Starts a real OpenID Connect provider in a separate process. */
export async function startOidcProvider(options: ProviderOptions): Promise<{ issuer: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../processes/programs/oidc-provider.mjs')], {
    env: { ...process.env, OIDC_TEST: JSON.stringify(options) },
    stdio: ['ignore', 'pipe', 'ignore'], // its warnings are about running for tests only
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

/** Fills in the provider's forms for login and consent. Resolves with the page to which the provider redirects. */
export async function signInAtProvider(
  visitor: Visitor,
  start: string,
  login: string,
  stopBefore?: RegExp,
): Promise<Visited> {
  const asked = await visitor.open(start);
  const agreed = await visitor.open(formOf(asked), { prompt: 'login', login, password: 'any' }, stopBefore);
  // The provider asks for consent only once for each client.
  if (!agreed.url.pathname.startsWith('/interaction/')) return agreed;
  return visitor.open(formOf(agreed), { prompt: 'consent' }, stopBefore);
}

function formOf({ text, url }: Visited): URL {
  const [, action] = /action="([^"]+)"/.exec(text) ?? [];
  if (action === undefined) throw new Error(`${url.href} has no form: ${text.slice(0, 200)}`);
  return new URL(action, url);
}
