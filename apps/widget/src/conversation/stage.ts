import type { ThreadAnswer } from '#contracts/answers';
import type { ThreadWords } from '../languages/thread-words.ts';
import type { Drafts } from '../service/drafts.ts';
import type { Identity } from '../service/identity.ts';
import type { Service } from '../service/service.ts';
import { type TreeComment, type Tree, insert } from '../state/comment-tree.ts';
import { type FormState, type ThreadState, formOf } from '../state/thread-state.ts';

/** The article whose comments are shown. */
export interface ThreadPlace {
  readonly site: string;
  readonly article: string;
  readonly url: string;
  readonly title: string;
  /** Asks the page to sign the reader in. */
  readonly askToSignIn: () => void;
  /** True for the id of this article. */
  readonly isHere: (articleId: string) => boolean;
  /** Only one thread of a page shows messages about the whole page. */
  readonly speaksForPage: () => boolean;
}

/** The context of all actions on a thread: its state, its drawing, and the services they use. */
export class Stage {
  /** The position of the count. */
  counted = 0;
  /** The position of the last loaded thread: its live stream begins after it. */
  seen = '0';
  /** The number of requests about the reader, and the number of the last one answered. */
  looks = { asked: 0, answered: 0 };
  /** Milliseconds that the service's clock is ahead of this one. */
  skew = 0;
  /** The signed time at which a guest began to write; null while it is requested, or if the request failed. */
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

  /** The latest position that this page shows: an older, cached answer would remove comments. */
  latest(): string {
    return String(Math.max(this.counted, Number(this.drafts.position())) || '');
  }

  /** A comment's address for sharing; on a page without a public address (a file, a `data:` URL), that of the service's page. */
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
