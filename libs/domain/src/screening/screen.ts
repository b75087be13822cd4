import type { Policy } from '#contracts/policy';
import type { ScreeningRule } from '#contracts/vocabulary';
import { bannedName } from './banned-name.ts';
import { bannedNetwork } from './banned-network.ts';
import { bannedWords } from './banned-words.ts';
import { guestForm } from './guest-form.ts';
import { length } from './length.ts';
import { links } from './links.ts';
import { newDomain } from './new-domain.ts';
import { lookalikeName } from './lookalike-name.ts';
import { newAuthor } from './new-author.ts';
import type { Draft, Facts, Found, Phase } from './phase.ts';
import { preModeration } from './pre-moderation.ts';
import { recentHistory } from './recent-history.ts';
import { repeatedCharacters } from './repeated-characters.ts';
import { repeatedText } from './repeated-text.ts';
import { shouting } from './shouting.ts';
import { suspectWords } from './suspect-words.ts';
import { wave } from './wave.ts';

/** The order in which moderators see findings. Every phase runs. */
const phases = {
  'banned-words': bannedWords,
  'suspect-words': suspectWords,
  links,
  'new-domain': newDomain,
  'repeated-text': repeatedText,
  wave,
  'repeated-characters': repeatedCharacters,
  shouting,
  'guest-form': guestForm,
  'lookalike-name': lookalikeName,
  'banned-name': bannedName,
  'banned-network': bannedNetwork,
  'new-author': newAuthor,
  'recent-history': recentHistory,
  'pre-moderation': preModeration,
} satisfies Record<Exclude<ScreeningRule, 'length'>, Phase>;

/**
 * Returns all findings of all phases. Staff and trusted authors are not screened, unless a moderator put them under
 * premoderation; only the length limits apply to everybody. In mode post, a doubt is noted and holds nothing, unless it
 * is about a restriction. Pure and replayable.
 */
export function screen(draft: Draft, facts: Facts, policy: Policy): Found[] {
  const tooLong = length(draft, facts, policy);
  if (tooLong) return [tooLong];
  if (facts.trusted && !facts.premoderated) return [];
  const findings = Object.values<Phase>(phases).flatMap((phase) => phase(draft, facts, policy) ?? []);
  const mode = facts.articleMode ?? policy.mode;
  const looksFirst = facts.premoderated || facts.bannedNetwork !== null;
  if (mode === 'post' && !looksFirst) return findings.map(noted);
  const nudging = new Set<string>(policy.nudge);
  return findings.map((finding) => (nudging.has(finding.rule) ? nudge(finding) : finding));
}

const noted = (finding: Found): Found => (finding.action === 'hold' ? { ...finding, action: 'note' } : finding);
const nudge = (finding: Found): Found => (finding.action === 'hold' ? { ...finding, action: 'nudge' } : finding);
