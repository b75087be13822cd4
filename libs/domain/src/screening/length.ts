import type { Phase } from './phase.ts';

/**
 * Refuses a text that is too long or too short for the site, also for trusted authors. Lengths are in characters (code
 * points) of the displayed text.
 */
export const length: Phase = (draft, _facts, { minLength, maxLength }) => {
  const found = { rule: 'length', ruleVersion: 2, action: 'reject' } as const;
  if (draft.length > maxLength) return { ...found, evidence: { length: draft.length, most: maxLength } };
  if (draft.length < minLength) return { ...found, evidence: { length: draft.length, least: minLength } };
  return undefined;
};
