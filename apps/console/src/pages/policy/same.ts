import type { PolicyDraft } from './document.ts';
import type { Field } from './fields.ts';

/** The rules that differ. */
export const changedFields = (before: PolicyDraft, after: PolicyDraft, fields: readonly Field[]): Field[] =>
  fields.filter(({ name }) => !isSame(before[name], after[name]));

export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** The order of an object's keys is ignored. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]) => [key, sorted(one)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
