import type { Policy } from '#contracts/policy';
import type { Finding } from '#contracts/vocabulary';
import { links } from './links';
import type { Draft, Facts, Phase } from './phase';
import { preModeration } from './pre-moderation';

/** The order in which findings are shown to a moderator; every phase runs. */
const phases: readonly Phase[] = [links, preModeration];

/**
 * All findings of all phases. Staff and trusted authors pass unscreened, unless a moderator wants to see them first. Where comments
 * are published first and looked at later, a doubt is noted but holds nothing. Pure and replayable.
 */
export function screen(draft: Draft, facts: Facts, policy: Policy): Finding[] {
  if (facts.trusted && !facts.premoderated) return [];
  const findings = phases.flatMap((phase) => phase(draft, facts, policy) ?? []);
  const mode = facts.articleMode ?? policy.mode;
  return mode === 'post' && !facts.premoderated ? findings.map(noted) : findings;
}

const noted = (finding: Finding): Finding => (finding.action === 'hold' ? { ...finding, action: 'note' } : finding);
