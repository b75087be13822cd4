import type { Phase } from './phase.ts';

/** Many links are the mark of spam; WordPress holds from two on, and newsrooms found that too strict. */
export const links: Phase = (draft, _facts, policy) =>
  policy.holdLinks > 0 && draft.links >= policy.holdLinks
    ? { rule: 'links', ruleVersion: 1, action: 'hold', evidence: { links: draft.links, from: policy.holdLinks } }
    : undefined;
