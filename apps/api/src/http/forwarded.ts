import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Trusts } from '#platform/trusted-proxies';
import { plainAddress } from './plain-address.ts';

type Headers = FastifyRequest['headers'];

/**
 * Leaves in the `X-Forwarded-*` headers only what our own proxies say, so that Fastify's `request.ip`, `host` and
 * `protocol` can be relied on: one client address, one scheme, one well-formed host. `Forwarded`, `X-Real-IP` and the
 * like are read by nobody.
 */
export const believeOnlyProxies =
  (trusts: Trusts) =>
  ({ raw, headers }: FastifyRequest, _reply: FastifyReply, done: () => void): void => {
    const peer = plainAddress(raw.socket.remoteAddress ?? '');
    const isProxy = trusts(peer, 0);
    const said = (name: string): string => (isProxy ? String(headers[name] ?? '') : '');
    set(headers, 'x-forwarded-for', clientOf(said('x-forwarded-for'), peer, trusts));
    set(headers, 'x-forwarded-proto', schemeIn(said('x-forwarded-proto')));
    set(headers, 'x-forwarded-host', hostIn(said('x-forwarded-host')));
    done();
  };

/**
 * Each proxy appends who it was asked by: from the right, the first that is no proxy of ours is the client. Where that
 * is no address, the last one that was is taken: what a client makes up must not become an address of its choice.
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

/** Of several, the one that the proxy next to us set. */
const lastOf = (values: string): string => values.slice(values.lastIndexOf(',') + 1).trim();

const schemeIn = (values: string): string | undefined => /^https?$/.exec(lastOf(values).toLowerCase())?.[0];

const wellFormedHost =
  /^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;
const hostIn = (values: string): string | undefined => wellFormedHost.exec(lastOf(values))?.[0];

function set(headers: Headers, name: string, value: string | undefined): void {
  if (value === undefined) delete headers[name];
  else headers[name] = value;
}
