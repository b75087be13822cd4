import { getDomain } from 'tldts';

const link = /\b(?:https?:\/\/|www\.)[^\s<>"'()[\]]+/gi;

/** More in one comment than anybody looks at. */
const mostDomains = 10;

/**
 * The domains that a text links to, as somebody registered them: of `blog.money.co.uk` it is `money.co.uk`. Without
 * addresses of mail, and hosts that are numbers.
 * @param own domains of the site itself
 */
export function linkedDomains(body: string, own: readonly string[] = []): string[] {
  const hosts = (body.match(link) ?? []).flatMap((address) => hostOf(address) ?? []);
  const domains = new Set(hosts.flatMap((host) => registeredOf(host) ?? []));
  for (const origin of own) domains.delete(registeredOf(hostOf(origin) ?? '') ?? '');
  return [...domains].slice(0, mostDomains);
}

function hostOf(address: string): string | undefined {
  const url = /^https?:/i.test(address) ? address : `http://${address}`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

/** Where many share one domain, as on github.io, each has their own. */
const registeredOf = (host: string): string | null => getDomain(host, { allowPrivateDomains: true });
