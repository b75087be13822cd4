import type { Who } from '../service/answers';

/** What became of a card that somebody else was faster with. */
export type Fate =
  | {
      readonly kind: 'decided';
      readonly by: Who | null;
      readonly decision: string;
      readonly at: string;
      readonly version: number | null;
    }
  /** Somebody else looks at it now. */
  | { readonly kind: 'lost'; readonly to: Who | null };
