import { type Policy, defaultPolicy } from '#contracts/policy';
import { type Draft, type Facts, type Found, type Phase, nothingKnown } from '../screening/phase.ts';

/** A text as the edge would measure it. */
export const draftOf = (body: string, over: Partial<Draft> = {}): Draft => ({
  body,
  length: Array.from(body).length,
  links: 0,
  ...over,
});

/** What one phase finds in a text, under a policy that differs from the default one only in what the spec is about. */
export const findingOf = (
  phase: Phase,
  body: string,
  policy: Partial<Policy>,
  { facts, language }: { facts?: Partial<Facts>; language?: string } = {},
): Found | undefined =>
  phase(
    draftOf(body, language === undefined ? {} : { language }),
    { ...nothingKnown, ...facts },
    { ...defaultPolicy, ...policy },
  );
