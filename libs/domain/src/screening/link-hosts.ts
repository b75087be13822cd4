/** Ten hosts are enough for a moderator to judge. */
const mostHosts = 10;

/** `mailto:` has the person before the host. Only the host is kept, because it is not personal. */
const host = /^(?:https?:\/\/|mailto:[^?#]*@)([a-z0-9._-]{1,253})(?=[/?#:,;]|$)/i;

/**
 * Returns the hosts of the addresses, each once, in order. Events contain them in clear, so they must not name the
 * owner of a mailbox.
 */
export const namedHosts = (links: readonly string[]): string =>
  [...new Set(links.flatMap((link) => host.exec(link)?.[1]?.toLowerCase() ?? []))].slice(0, mostHosts).join(', ');
