import { namedHosts } from './link-hosts.ts';
import type { Phase } from './phase.ts';

/** Many links are typical of spam. WordPress holds from two on, which newsrooms found too strict. */
export const links: Phase = (draft, _facts, { holdLinks }) => {
  const count = draft.links.length;
  if (holdLinks === 0 || count < holdLinks) return undefined;
  const hosts = namedHosts(draft.links);
  const evidence = { links: count, from: holdLinks, ...(hosts !== '' && { hosts }) };
  return { rule: 'links', ruleVersion: 2, action: 'hold', evidence };
};
