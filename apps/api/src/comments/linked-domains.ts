import { getDomain } from 'tldts';
import { urlIn } from '#contracts/url-in';

/** Further domains of one comment are ignored; a moderator does not check more. */
const mostDomains = 10;

/**
 * Returns the registrable domains of the links: `money.co.uk` for `blog.money.co.uk`. E-mail addresses and IP addresses
 * are skipped.
 * @param own origins of the site itself, which are left out
 */
export function linkedDomains(links: readonly string[], own: readonly string[] = []): string[] {
  const hosts = links.flatMap((address) => hostOf(address) ?? []);
  const domains = new Set(hosts.flatMap((host) => registeredOf(host) ?? []));
  for (const origin of own) domains.delete(registeredOf(hostOf(origin) ?? '') ?? '');
  return [...domains].slice(0, mostDomains);
}

function hostOf(address: string): string | undefined {
  return /^https?:/i.test(address) ? urlIn(address)?.hostname : undefined;
}

/** On shared hosting such as github.io, each subdomain counts as a domain. */
const registeredOf = (host: string): string | null => getDomain(host, { allowPrivateDomains: true });
