import type { ArticleAnswer, ViewerAnswer } from '#contracts/answers';
import type { EmbedProblem, Sort } from '#contracts/embed';
import type { ReportReason } from '#contracts/vocabulary';
import type { TextKey } from '../languages/catalogue.ts';
import type { TreeComment, Tree } from './comment-tree.ts';

export type FormProblem = EmbedProblem;

/** The notice below a form's fields. */
export type Notice =
  | { readonly outcome: 'published' | 'held' | 'saved' | 'reported'; readonly problem?: undefined }
  | {
      readonly problem: FormProblem;
      /** The error message, in the reader's language. */
      readonly text: string;
    };

/**
 * A form on the page: the one for a new comment (''), a reply (the parent's id), or an edit ('edit ' and the comment's
 * id).
 */
export interface FormState {
  readonly sending: boolean;
  /** Rendered HTML instead of the field, while it is looked at. */
  readonly preview: string | null;
  readonly notice: Notice | null;
  /** Characters left; null while there are plenty. */
  readonly left: number | null;
  /** The first values of the fields; in a report, `body` is its note. */
  readonly body: string;
  readonly reason?: ReportReason | undefined;
  readonly name: string;
  readonly email: string;
  /** Increased when the fields are reset. */
  readonly round: number;
}

/** Keeps texts whose comment was removed while they were being written. */
export const lostForm = (id: string): string => `lost ${id}`;

/** The form that the reader has opened somewhere; there is one at a time. */
export const openPanel = 'colloquy-panel';

export type Panel = { readonly kind: 'reply' | 'edit' | 'report' | 'withdraw'; readonly id: string };

/** Everything that decides what is on the page. */
export interface ThreadState {
  readonly phase: 'loading' | 'ready' | 'failed';
  /** Scripts run: false on a server, and until the markup that it made is adopted. */
  readonly live: boolean;
  readonly article: ArticleAnswer | null;
  readonly count: number;
  readonly comments: Tree;
  readonly nextCursor: string | null;
  /** The cursor that is being followed. */
  readonly following: string | null;
  readonly sort: Sort;
  /** New comments that arrived while the reader was reading; shown on request. */
  readonly arrived: readonly TreeComment[];
  readonly viewer: ViewerAnswer | null;
  readonly signedIn: boolean;
  /** Why the reader may not write, in their language; empty for all others. */
  readonly restriction: string;
  /** A member was writing and is no longer signed in: their text stays. */
  readonly sessionOver: boolean;
  readonly panel: Panel | null;
  readonly forms: Readonly<Record<string, FormState>>;
  readonly collapsed: ReadonlySet<string>;
  /** The comment that the page's address names. */
  readonly target: string | null;
  /** The result of the last action, shown for some seconds. */
  readonly announcement: TextKey | null;
  readonly now: number;
}

export const emptyForm: FormState = {
  sending: false,
  preview: null,
  notice: null,
  left: null,
  body: '',
  name: '',
  email: '',
  round: 0,
};

export const emptyConversation = (sort: Sort, now: number): ThreadState => ({
  phase: 'loading',
  live: false,
  article: null,
  count: 0,
  comments: [],
  nextCursor: null,
  following: null,
  sort,
  arrived: [],
  viewer: null,
  signedIn: false,
  restriction: '',
  sessionOver: false,
  panel: null,
  forms: {},
  collapsed: new Set(),
  target: null,
  announcement: null,
  now,
});

export const formOf = (state: ThreadState, key: string): FormState => state.forms[key] ?? emptyForm;
