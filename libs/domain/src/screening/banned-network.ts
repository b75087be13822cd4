import type { Phase } from './phase.ts';

/**
 * A guest who is banned is a new guest after deleting a cookie: a moderator looks at who writes from the same network.
 */
export const bannedNetwork: Phase = (_draft, { bannedNetwork: kind }, { holdBannedNetworks }) =>
  kind !== null && holdBannedNetworks
    ? { rule: 'banned-network', ruleVersion: 1, action: 'hold', evidence: { kind } }
    : undefined;
