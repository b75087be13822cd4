import type { EmbedPage, Sort } from '#contracts/embed';
import type { ThreadPlace } from '../conversation/stage.ts';
import type { TokenProvider } from '../service/identity.ts';

/** What the page says about its comments. */
export interface ThreadOptions extends ThreadPlace {
  readonly language: string;
  readonly sort: Sort;
  readonly provider: TokenProvider | null;
  readonly signInUrl: string | null;
  readonly container: Element;
  /** What a server has rendered into the container already. */
  readonly adopted: EmbedPage | null;
}
