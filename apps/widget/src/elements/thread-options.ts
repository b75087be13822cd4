import type { Sort } from '#contracts/embed';
import type { ThreadPlace } from '../conversation/stage.ts';
import type { TokenProvider } from '../service/identity.ts';

/**
 * The options that a page sets on its thread. All but the site and the article may change while it is shown.
 */
export interface ThreadOptions extends Omit<ThreadPlace, 'url' | 'title'> {
  /** Absent: the document's own. */
  readonly title?: string;
  readonly language: string;
  readonly sort: Sort;
  /** The reader's identity: a token, or a function that returns one. */
  readonly reader: TokenProvider | string;
  readonly signInUrl: string | null;
  /** Nothing is asked for until the reader comes near. */
  readonly isLazy: boolean;
  /** Compares the options with the page's attributes again. */
  readonly follow: () => void;
}
