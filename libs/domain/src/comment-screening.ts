import { type ProblemCode, problems } from '#contracts/problems';
import { Refusal } from '#contracts/refusal';
import type { Finding } from '#contracts/vocabulary';
import type { Found } from './screening/phase.ts';

/**
 * Returns the findings that are stored with a text.
 * @param nudged the author was asked to reconsider before
 * @throws Refusal for the first finding that rejects the text, or `nudge` with all findings that ask to reconsider
 */
export function acceptedFindings(findings: readonly Found[], nudged: boolean): Finding[] {
  const stop = findings.find((finding) => finding.action === 'reject');
  if (stop) throw new Refusal(problemOf(stop), detailOf(stop), { rules: [shownPart(stop)], ...fieldOf(stop) });
  const nudges = findings.filter((finding) => finding.action === 'nudge');
  if (nudges.length > 0 && !nudged) throw new Refusal('nudge', undefined, { rules: nudges.map(shownPart) });
  return findings.filter((finding) => isStored(finding));
}

const isStored = (finding: Found): finding is Found & Finding => finding.action !== 'reject';

/** An edit never asks its author to reconsider: such a finding holds the comment instead. */
export const asHeld = (finding: Found): Found =>
  finding.action === 'nudge' ? { ...finding, action: 'hold' } : finding;

/** A nudged text is held, too: its author confirmed it, but no moderator reviewed it. */
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

/** Lets forms show the problem at the name field. */
function fieldOf({ rule }: Found): { errors?: [{ pointer: string; detail: string }] } {
  return isAboutName(rule) ? { errors: [{ pointer: '/author/name', detail: problems[rule].title }] } : {};
}

const looksLike: Readonly<Record<string, string>> = {
  staff: 'It looks like the name of a person who works for this site.',
  author: 'It looks like the name of another author on this page.',
  reserved: 'It is reserved for people who work for this site.',
};

/** Returns the part of a finding that the author may see: the rule and the ranges, nothing about other authors. */
const shownPart = ({ rule, evidence }: Found) => ({ rule, ...(evidence['ranges'] && { ranges: evidence['ranges'] }) });
