import type { Fields } from '../conversation/deeds';
import { memory } from './memory';

/** A text that is being written, and what came of the attempts to post it. */
export interface Draft extends Fields {
  /** Of the attempt that nobody answered yet. */
  readonly key?: string;
  /** The author was asked to reconsider this very text. */
  readonly nudged?: boolean;
}

/** What one reader does to one article, through reloads and errors: texts are kept until they are posted. */
export class Drafts {
  constructor(private readonly place: string) {}

  read(form: string): Draft | null {
    return memory.recall(this.at(form)) as Draft | null;
  }

  /** Another text is another attempt. */
  keep(form: string, fields: Fields): void {
    const before = this.read(form);
    if (fields.body.trim() === '') this.drop(form);
    else if (!before || sent(before) !== sent(fields)) memory.keep(this.at(form), fields);
  }

  /** The attempt to post this text: the same one until an answer came, also after a reload. */
  attempt(form: string, fields: Fields): Draft & { key: string } {
    this.keep(form, fields);
    const draft = { key: newKey(), ...(this.read(form) ?? fields) };
    memory.keep(this.at(form), draft);
    return draft;
  }

  /** An answer came: sent again, the text is a new request. */
  answered(form: string, nudged: boolean): void {
    const draft = this.read(form);
    if (!draft) return;
    const { key: _key, ...text } = draft;
    memory.keep(this.at(form), { ...text, nudged });
  }

  drop(form: string): void {
    memory.forget(this.at(form));
  }

  /** The last position that this reader caused: a cached thread may be older than their own comment. */
  position(): string | null {
    return memory.recall(`after ${this.place}`) as string | null;
  }

  wrote(position: string): void {
    memory.keep(`after ${this.place}`, position);
  }

  private at(form: string): string {
    return `draft ${this.place} ${form}`;
  }
}

const sent = ({ body, name, email }: Fields): string => JSON.stringify([body, name, email]);

// randomUUID is missing on pages without https.
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
