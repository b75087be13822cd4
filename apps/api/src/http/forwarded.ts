import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Trusts } from '#platform/trusted-proxies';
import { plainAddress } from './plain-address.ts';

type Headers = FastifyRequest['headers'];

/**
 * Reduces the `X-Forwarded-*` headers to values from trusted proxies: one client address, one scheme, one well-formed
 * host. Fastify's `request.ip`, `host` and `protocol` can then be trusted. `Forwarded`, `X-Real-IP` and similar headers
 * are not read.
 */
export const believeOnlyProxies =
  (trusts: Trusts) =>
  ({ raw, headers }: FastifyRequest, _reply: FastifyReply, done: () => void): void => {
    const peer = plainAddress(raw.socket.remoteAddress ?? '');
    const isProxy = trusts(peer, 0);
    const valueOf = (name: string): string => (isProxy ? String(headers[name] ?? '') : '');
    set(headers, 'x-forwarded-for', clientOf(valueOf('x-forwarded-for'), peer, trusts));
    set(headers, 'x-forwarded-proto', schemeIn(valueOf('x-forwarded-proto')));
    set(headers, 'x-forwarded-host', hostIn(valueOf('x-forwarded-host')));
    done();
  };

/**
 * Each proxy appends the address of its peer. Read from the right, the first that is not a trusted proxy is the client.
 * If that entry is not an address, the last valid one is used, so that a client cannot invent its address.
 */
function clientOf(chain: string, peer: string | undefined, trusts: Trusts): string | undefined {
  const senders = chain.split(',').map((entry) => entry.trim());
  let client: string | undefined;
  for (let [hop, sender] = [0, peer]; trusts(sender, hop); hop++) {
    const entry = senders.pop();
    if (entry === undefined) break;
    sender = plainAddress(entry);
    client = sender ?? client;
  }
  return client;
}

/** The last of several values, which the nearest proxy set. */
const lastOf = (values: string): string => values.slice(values.lastIndexOf(',') + 1).trim();

const schemeIn = (values: string): string | undefined => /^https?$/.exec(lastOf(values).toLowerCase())?.[0];

const wellFormedHost =
  /^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;
const hostIn = (values: string): string | undefined => wellFormedHost.exec(lastOf(values))?.[0];

function set(headers: Headers, name: string, value: string | undefined): void {
  if (value === undefined) delete headers[name];
  else headers[name] = value;
}
