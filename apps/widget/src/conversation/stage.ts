import type { ThreadAnswer } from '#contracts/answers';
import type { ThreadWords } from '../languages/thread-words.ts';
import type { Drafts } from '../service/drafts.ts';
import type { Identity } from '../service/identity.ts';
import type { Service } from '../service/service.ts';
import { type TreeComment, type Tree, insert } from '../state/comment-tree.ts';
import { type FormState, type ThreadState, formOf } from '../state/thread-state.ts';

/** Where the comments are. */
export interface ThreadPlace {
  readonly site: string;
  readonly article: string;
  readonly url: string;
  readonly title: string;
  /** The page is asked to let the reader sign in. */
  readonly askToSignIn: () => void;
  /** Is it this article that is called so? */
  readonly isHere: (articleId: string) => boolean;
  /** One thread says what concerns the page as a whole. */
  readonly speaksForPage: () => boolean;
}

/** What happens on a page: the state, what it is drawn from, and what the deeds in this room work with. */
export class Stage {
  /** The position that the count is of. */
  counted = 0;
  /** What the thread that was loaded last had seen: where its live stream begins. */
  seen = '0';
  /** Milliseconds that the service's clock is ahead of this one. */
  skew = 0;
  /** Says when a guest began to write here; null while that is asked, and where it cannot be known. */
  formToken: string | null | undefined;

  constructor(
    public state: ThreadState,
    readonly place: ThreadPlace,
    public words: ThreadWords,
    readonly service: Service,
    readonly identity: Identity,
    readonly drafts: Drafts,
    private readonly draw: (stage: Stage, focus: string | null) => void,
  ) {}

  /** @param focus the id of the element that gets the focus once this is drawn */
  set(changes: Partial<ThreadState>, focus: string | null = null): void {
    this.state = { ...this.state, ...changes };
    this.draw(this, focus);
    const { announcement } = changes;
    if (announcement)
      setTimeout(() => this.state.announcement === announcement && this.set({ announcement: null }), 8000);
  }

  setForm(form: string, changes: Partial<FormState>, focus: string | null = null): void {
    const { forms } = this.state;
    this.set({ forms: { ...forms, [form]: { ...formOf(this.state, form), ...changes } } }, focus);
  }

  loaded({ position, revision }: Pick<ThreadAnswer, 'position' | 'revision'>): void {
    this.counted = Math.max(this.counted, Number(position));
    this.seen = `${position}.${revision}`;
    this.skew = this.service.skew();
  }

  /** What this page knows of already: an answer from before that, out of a cache, would take something away. */
  latest(): string {
    return String(Math.max(this.counted, Number(this.drafts.position())) || '');
  }

  /** A comment's address, for others: on a page that has none (a file, a `data:` address), the one of ours. */
  addressOf(id: string): string {
    const { url } = this.place;
    return /^https?:/.test(url) ? `${url}#comment-${id}` : this.service.pageOf(id);
  }

  time(): number {
    return Date.now() + this.skew;
  }

  /** Puts a comment where the order of the page wants it. */
  settle(tree: Tree, comment: TreeComment): Tree {
    return insert(tree, comment, this.state.sort);
  }
}
