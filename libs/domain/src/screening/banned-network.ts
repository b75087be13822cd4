import type { Phase } from './phase.ts';

/** A banned guest becomes a new guest by deleting a cookie, so a moderator reviews comments from the same network. */
export const bannedNetwork: Phase = (_draft, { bannedNetwork: kind }, { holdBannedNetworks }) =>
  kind !== null && holdBannedNetworks
    ? { rule: 'banned-network', ruleVersion: 1, action: 'hold', evidence: { kind } }
    : undefined;
