import type { PolicyDraft } from './document.ts';
import type { Field } from './fields.ts';
import { changedFields } from './same.ts';

export interface Rebased {
  readonly draft: PolicyDraft;
  /** Rules that both changed: the draft has our value, and the admin should check it. */
  readonly both: readonly string[];
}

/** Our changes to `base`, applied to the version that another admin has saved meanwhile. */
export function rebase(base: PolicyDraft, ours: PolicyDraft, theirs: PolicyDraft, fields: readonly Field[]): Rebased {
  const mine = changedFields(base, ours, fields).map(({ name }) => name);
  const others = new Set(changedFields(base, theirs, fields).map(({ name }) => name));
  return {
    draft: { ...theirs, ...Object.fromEntries(mine.map((name) => [name, ours[name]])) },
    both: mine.filter((name) => others.has(name)),
  };
}
