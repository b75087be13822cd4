import type { Drafts, FormDraft } from './drafts.ts';
import { lockOf } from './tab-lock.ts';

const days30 = 30 * 86_400_000;

/** Takes over the newest text for a form that a tab left which is closed by now; null where there is none. */
export async function takeLeftDraft(drafts: Drafts, form: string): Promise<FormDraft | null> {
  const start = `${drafts.at(form)} ~`;
  const held = await openTabs();
  const left = drafts.kept
    .keys(start)
    .filter((key) => !held.has(lockOf(key.slice(start.length))))
    .map((key) => ({ key, draft: drafts.kept.recall(key) as FormDraft }))
    .toSorted((a, b) => (b.draft.at ?? 0) - (a.draft.at ?? 0));
  for (const { key, draft } of left) if ((draft.at ?? 0) < Date.now() - days30) drafts.kept.forget(key);
  const [newest] = left;
  if (!newest || drafts.read(form)) return null;
  drafts.kept.forget(newest.key);
  drafts.write(form, newest.draft);
  return newest.draft;
}

/** The locks that open tabs hold. */
async function openTabs(): Promise<Set<string | undefined>> {
  const locks = await globalThis.navigator?.locks?.query().catch(() => undefined);
  return new Set(locks?.held?.map(({ name }) => name));
}
