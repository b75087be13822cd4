/** More are not named: whoever reads them knows enough. */
const mostHosts = 10;

/** `mailto:` names a person before the host, which is nobody's but theirs. */
const host = /^(?:https?:\/\/|mailto:[^?#]*@)([a-z0-9._-]{1,253})(?=[/?#:,;]|$)/i;

/**
 * The hosts that addresses name, each once, in order. Events in clear say where links lead to, never whose mail it is.
 */
export const namedHosts = (links: readonly string[]): string =>
  [...new Set(links.flatMap((link) => host.exec(link)?.[1]?.toLowerCase() ?? []))].slice(0, mostHosts).join(', ');
