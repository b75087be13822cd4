import type { FormFields } from '../state/deeds.ts';
import { memory } from './memory.ts';

/** A text that is being written, and what came of the attempts to post it. */
export interface FormDraft extends FormFields {
  /** Of the attempt that nobody answered yet. */
  readonly key?: string;
  /** Proves that a repeated attempt is this browser's. */
  readonly secret?: string;
  /** The author was asked to reconsider this very text. */
  readonly nudged?: boolean;
}

export type Drafts = ReturnType<typeof draftsOf>;

/** What one reader does to one article, through reloads and errors: texts are kept until they are posted. */
export function draftsOf(place: string) {
  const at = (form: string): string => `draft ${place} ${form}`;
  const lastPosition = `after ${place}`;

  const drafts = {
    read: (form: string) => memory.recall(at(form)) as FormDraft | null,

    /** Another text is another attempt. */
    keep(form: string, fields: FormFields): void {
      const before = drafts.read(form);
      if (fields.body.trim() === '') drafts.drop(form);
      else if (!before || sent(before) !== sent(fields)) memory.keep(at(form), fields);
    },

    /** The attempt to post this text: the same one until an answer came, also after a reload. */
    attempt(form: string, fields: FormFields): FormDraft & { key: string } {
      drafts.keep(form, fields);
      const draft = { key: newKey(), secret: newKey(), ...(drafts.read(form) ?? fields) };
      memory.keep(at(form), draft);
      return draft;
    },

    /** An answer came: sent again, the text is a new request. */
    answered(form: string, nudged: boolean): void {
      const draft = drafts.read(form);
      if (!draft) return;
      const { key: _key, ...text } = draft;
      memory.keep(at(form), { ...text, nudged });
    },

    drop: (form: string) => memory.forget(at(form)),

    /** The last position that this reader caused: a cached thread may be older than their own comment. */
    position: () => (memory.recall(lastPosition) ?? undefined) as string | undefined,

    wrote: (position: string) => memory.keep(lastPosition, position),
  };
  return drafts;
}

const sent = ({ body, name, email }: FormFields): string => JSON.stringify([body, name, email]);

// randomUUID is missing on pages without https.
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
