import type { Facts, Phase } from './phase.ts';
import type { ModerationMode } from '#contracts/vocabulary';

/** Holds the comment because the author, the article or the whole site is premoderated. */
export const preModeration: Phase = (_draft, facts, policy) => {
  const by = premoderatedBy(facts, policy.mode);
  return by === undefined ? undefined : { rule: 'pre-moderation', ruleVersion: 1, action: 'hold', evidence: { by } };
};

function premoderatedBy(facts: Facts, siteMode: ModerationMode): 'author' | 'article' | 'site' | undefined {
  if (facts.premoderated) return 'author';
  if (facts.articleMode !== null) return facts.articleMode === 'pre' ? 'article' : undefined;
  return siteMode === 'pre' ? 'site' : undefined;
}
