import { type Policy, defaultPolicy } from '#contracts/policy';
import { type Draft, type Facts, type Found, type Phase, nothingKnown } from '../screening/phase.ts';
import type { TracedText } from '../screening/traced-text.ts';

/** A text without markup: all of it is shown as it was typed. */
const plainly = (text: string): TracedText => ({
  text,
  starts: Array.from({ length: text.length }, (_, at) => at),
  ends: Array.from({ length: text.length }, (_, at) => at + 1),
});

/** A text without markup as the edge would measure it. */
export const draftOf = (body: string, over: Partial<Draft> = {}): Draft => ({
  shown: plainly(body),
  length: Array.from(body).length,
  links: [],
  ...over,
});

/** What one phase finds in a text, under a policy that differs from the default one only in what the spec is about. */
export const findingOf = (
  phase: Phase,
  body: string,
  policy: Partial<Policy>,
  { facts, ...over }: Partial<Draft> & { facts?: Partial<Facts> } = {},
): Found | undefined => phase(draftOf(body, over), { ...nothingKnown, ...facts }, { ...defaultPolicy, ...policy });
