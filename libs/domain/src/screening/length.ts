import type { Phase } from './phase.ts';

/** A text that is too long or too short for the site; nobody is above it. Lengths are in characters (code points) of what is shown. */
export const length: Phase = (draft, _facts, { minLength, maxLength }) => {
  const found = { rule: 'length', ruleVersion: 2, action: 'reject' } as const;
  if (draft.length > maxLength) return { ...found, evidence: { length: draft.length, most: maxLength } };
  if (draft.length < minLength) return { ...found, evidence: { length: draft.length, least: minLength } };
  return undefined;
};
