import { type Policy, defaultPolicy } from '#contracts/policy';
import { type Draft, type Facts, type Found, type Phase, nothingKnown } from '../screening/phase.ts';
import type { TracedText } from '../screening/traced-text.ts';

/** Traces a text without markup: every unit is displayed as it was typed. */
const plainly = (text: string): TracedText => ({
  text,
  starts: Array.from({ length: text.length }, (_, at) => at),
  ends: Array.from({ length: text.length }, (_, at) => at + 1),
});

/** Returns a text without markup as the API would measure it. */
export const draftOf = (body: string, over: Partial<Draft> = {}): Draft => ({
  shown: plainly(body),
  length: Array.from(body).length,
  links: [],
  ...over,
});

/** Runs one phase on a text, under the default policy with the given changes. */
export const findingOf = (
  phase: Phase,
  body: string,
  policy: Partial<Policy>,
  { facts, ...over }: Partial<Draft> & { facts?: Partial<Facts> } = {},
): Found | undefined => phase(draftOf(body, over), { ...nothingKnown, ...facts }, { ...defaultPolicy, ...policy });
