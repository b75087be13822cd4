import { type ProblemCode, problems } from '#contracts/problems';
import { Refusal } from '#contracts/refusal';
import type { Finding } from '#contracts/vocabulary';
import type { Found } from './screening/phase.ts';

/**
 * The findings that are stored with a text.
 * @param nudged the author was asked to reconsider before
 * @throws Refusal of the first finding that stops the text, or `nudge` with all that there is to reconsider
 */
export function acceptedFindings(findings: readonly Found[], nudged: boolean): Finding[] {
  const stop = findings.find((finding) => finding.action === 'reject');
  if (stop) throw new Refusal(problemOf(stop), detailOf(stop), { rules: [told(stop)], ...fieldOf(stop) });
  const nudges = findings.filter((finding) => finding.action === 'nudge');
  if (nudges.length > 0 && !nudged) throw new Refusal('nudge', undefined, { rules: nudges.map(told) });
  return findings.filter((finding) => isStored(finding));
}

const isStored = (finding: Found): finding is Found & Finding => finding.action !== 'reject';

/** An edit asks nobody to reconsider: what its author would have been asked about is held. */
export const asHeld = (finding: Found): Found =>
  finding.action === 'nudge' ? { ...finding, action: 'hold' } : finding;

/** A nudged text is held, too: its author was asked, a moderator was not. */
export const holds = (findings: readonly Found[]): boolean =>
  findings.some(({ action }) => action === 'hold' || action === 'nudge');

function problemOf({ rule, evidence }: Found): ProblemCode {
  if (rule === 'length') return 'least' in evidence ? 'text-too-short' : 'text-too-long';
  return isAboutName(rule) ? rule : 'banned-words';
}

function detailOf({ rule, evidence }: Found): string | undefined {
  if (rule === 'lookalike-name') return looksLike[String(evidence['of'])];
  if ('most' in evidence) return `At most ${String(evidence['most'])} characters.`;
  return 'least' in evidence ? `At least ${String(evidence['least'])} characters.` : undefined;
}

const isAboutName = (rule: string): rule is 'lookalike-name' | 'banned-name' =>
  rule === 'lookalike-name' || rule === 'banned-name';

/** Forms show at the name what is to be changed there. */
function fieldOf({ rule }: Found): { errors?: [{ pointer: string; detail: string }] } {
  return isAboutName(rule) ? { errors: [{ pointer: '/author/name', detail: problems[rule].title }] } : {};
}

const looksLike: Readonly<Record<string, string>> = {
  staff: 'It looks like the name of a person who works for this site.',
  author: 'It looks like the name of another author on this page.',
  reserved: 'It is reserved for people who work for this site.',
};

/** What the author is told: the rule and where, never what others did. */
const told = ({ rule, evidence }: Found) => ({ rule, ...(evidence['ranges'] && { ranges: evidence['ranges'] }) });
