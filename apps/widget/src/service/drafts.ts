import type { Fields } from '../conversation/intent';
import { memory } from './memory';

/** A text that is being written, and the key of the attempt to post it. */
export interface Draft extends Fields {
  readonly key?: string | undefined;
}

/** What one reader does to one article, through reloads and errors: texts are kept until they are posted. */
export class Drafts {
  constructor(private readonly place: string) {}

  read(form: string): Draft | null {
    return memory.recall(this.at(form)) as Draft | null;
  }

  /** Another text is another attempt. */
  keep(form: string, { body, name }: Fields): void {
    const before = this.read(form);
    const key = before?.body === body && before.name === name ? before.key : undefined;
    // The e-mail address is nobody's business on a shared computer.
    if (body.trim() === '') this.drop(form);
    else memory.keep(this.at(form), { body, name, email: '', key });
  }

  /** The key for posting this text: the same one until an answer came, also after a reload. */
  attempt(form: string, fields: Fields): string {
    this.keep(form, fields);
    const key = this.read(form)?.key ?? newKey();
    memory.keep(this.at(form), { body: fields.body, name: fields.name, email: '', key });
    return key;
  }

  /** An answer came: sent again, the text is a new request. */
  answered(form: string): void {
    const draft = this.read(form);
    if (draft) memory.keep(this.at(form), { ...draft, key: undefined });
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

// randomUUID is missing on pages without https.
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
