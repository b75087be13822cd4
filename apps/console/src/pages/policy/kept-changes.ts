import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../../desk/desk-context.ts';
import type { PolicyDraft, PolicyRead } from './document.ts';
import type { Field } from './fields.ts';
import { rebase } from './rebase.ts';
import { changedFields } from './same.ts';

/** The policy as it is changed here, with what was changed before the page was left. */
export function useKeptChanges(read: PolicyRead, fields: readonly Field[]) {
  const { drafts, site } = useDesk();
  const place = `policy ${site.value}`;
  const [draft, setDraft] = useState(() => changesOn(read.policy, drafts.read(place), fields));
  const changes = changedFields(read.policy, draft, fields).length;
  useEffect(
    () => drafts.keep(place, changes > 0 ? keptChanges(read.policy, draft) : null),
    [drafts, place, changes, draft, read],
  );
  return { draft, setDraft, changes };
}

/** A number that is not typed to its end is none, and JSON has no word for it. */
export const keptChanges = (base: PolicyDraft, draft: PolicyDraft): string =>
  JSON.stringify({ base, draft }, (_, value: unknown) => (Number.isNaN(value) ? undefined : value));

/** Changes kept of an older version are on top of what the policy is now. */
export function changesOn(now: PolicyDraft, kept: string | null, fields: readonly Field[]): PolicyDraft {
  const before: unknown = kept === null ? null : JSON.parse(kept);
  const { base, draft } = isObject(before) ? before : {};
  return isObject(base) && isObject(draft) ? rebase(base, { ...base, ...draft }, now, fields).draft : now;
}

const isObject = (value: unknown): value is PolicyDraft => typeof value === 'object' && value !== null;
