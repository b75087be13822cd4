import type { FormFields } from '../state/reader-actions.ts';
import { memory, tabMemory } from './memory.ts';
import { thisTab } from './this-tab.ts';

/** A text that is being written, and what came of the attempts to post it. */
export interface FormDraft extends FormFields {
  /** Key of the attempt that has had no answer yet. */
  readonly key?: string;
  /** Proves that a repeated attempt is this browser's. */
  readonly secret?: string;
  /** The author was asked to reconsider this very text. */
  readonly nudged?: boolean;
  /** When it was typed: epoch milliseconds. */
  readonly at?: number;
}

export type Drafts = ReturnType<typeof draftsOf>;

/**
 * One reader's drafts for one article: kept through reloads and errors until they are posted. Each tab has its own; a
 * copy for all tabs is restored after the tab was closed (`left-drafts.ts`).
 */
export function draftsOf(place: string) {
  const at = (form: string): string => `draft ${place} ${form}`;
  const copy = (form: string): string => `${at(form)} ~${thisTab()}`;
  const lastPosition = `after ${place}`;

  const drafts = {
    at,
    kept: memory,

    read: (form: string): FormDraft | null =>
      // One text for all tabs is how they were kept before each had its own.
      (tabMemory.recall(at(form)) ?? memory.recall(at(form))) as FormDraft | null,

    write(form: string, draft: FormDraft): void {
      tabMemory.keep(at(form), draft);
      memory.keep(copy(form), { ...draft, at: Date.now() });
      memory.forget(at(form));
    },

    /** Another text is another attempt. */
    keep(form: string, fields: FormFields): void {
      const before = drafts.read(form);
      if (fields.body.trim() === '') drafts.drop(form);
      else if (!before || sent(before) !== sent(fields)) drafts.write(form, fields);
    },

    drop(form: string): void {
      tabMemory.forget(at(form));
      memory.forget(copy(form));
      memory.forget(at(form));
    },

    /** The last position that this reader caused: a cached thread may be older than their own comment. */
    position: () => (memory.recall(lastPosition) ?? undefined) as string | undefined,

    wrote: (position: string) => memory.keep(lastPosition, position),
  };
  return drafts;
}

const sent = ({ body, name, email }: FormFields): string => JSON.stringify([body, name, email]);
