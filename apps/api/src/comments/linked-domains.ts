import { getDomain } from 'tldts';
import { urlIn } from '#contracts/url-in';

/** More in one comment than anybody looks at. */
const mostDomains = 10;

/**
 * The domains that links lead to, as somebody registered them: of `blog.money.co.uk` it is `money.co.uk`. Without
 * addresses of mail, and hosts that are numbers.
 * @param own domains of the site itself
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

/** Where many share one domain, as on github.io, each has their own. */
const registeredOf = (host: string): string | null => getDomain(host, { allowPrivateDomains: true });
