import type { Sort } from '#contracts/embed';
import type { ThreadPlace } from '../conversation/stage.ts';
import type { TokenProvider } from '../service/identity.ts';

/**
 * What the page says about its comments; all but the site and the article may become something else while they are
 * there.
 */
export interface ThreadOptions extends Omit<ThreadPlace, 'url' | 'title'> {
  /** Absent: the document's own. */
  readonly title?: string;
  readonly language: string;
  readonly sort: Sort;
  /** What says who the reader is: a token, or what gives one. */
  readonly reader: TokenProvider | string;
  readonly signInUrl: string | null;
  /** Nothing is asked for until the reader comes near. */
  readonly isLazy: boolean;
  /** Looks whether this is still what the page says. */
  readonly follow: () => void;
}
