import type { VNode } from 'preact';
import type { CommentAnswer } from '#contracts/answers';
import type { Theme } from '#contracts/embed';
import type { QueryOf } from '#contracts/routes';
import type { Act } from '../state/reader-actions.ts';
import type { ThreadState } from '../state/thread-state.ts';
import type { ThreadWords } from '../languages/thread-words.ts';
import type { TreeComment } from '../state/comment-tree.ts';

/** All that the components are made from: they keep nothing themselves. */
export interface Scene {
  readonly state: ThreadState;
  readonly words: ThreadWords;
  readonly act: Act;
  readonly links: Links;
  /** Absent until the rest of the script is there. */
  readonly panels?: Panels | undefined;
  readonly theme: Theme;
  /** The time zone of dates; absent: the reader's own. */
  readonly timeZone?: 'UTC' | undefined;
  /** The reader's text that was unsent when the article closed. */
  readonly unsent?: string | undefined;
  /** The time at which a form without scripts was shown, signed by the service. */
  readonly formToken?: string;
  /** Address of the sign-in page; null if the page names none. */
  readonly signIn: string | null;
}

/** The forms that are opened below a comment, or in its place, and that no first view has. */
export interface Panels {
  readonly EditForm: (props: { scene: Scene; comment: TreeComment }) => VNode;
  readonly ReportForm: (props: { scene: Scene; id: string }) => VNode;
  readonly WithdrawForm: (props: { scene: Scene; id: string }) => VNode;
}

/** Real addresses, which work without scripts, in a new tab, and for search engines. */
export interface Links {
  /** The thread as a separate page. */
  page(query?: QueryOf<'GET /v1/sites/:site/articles/:article/embed'>, hash?: string): string;
  comment(id: string): string;
  avatar(url: string): string;
}

/** True for the viewer's own comment. */
export const isOwn = ({ viewer }: ThreadState, comment: CommentAnswer): boolean =>
  viewer?.author != null && viewer.author.id === comment.author?.id;

/** Seconds left for its author to edit it. */
export function secondsToEdit({ article, now }: ThreadState, { createdAt, status, excerpt }: CommentAnswer): number {
  // Saving an excerpt would lose the rest of the text.
  if (status === 'rejected' || excerpt) return 0;
  const until = Date.parse(createdAt) + 1000 * (article?.rules.editWindowSeconds ?? 0);
  return Math.max(0, Math.floor((until - now) / 1000));
}

/** Runs the intent instead of following the link, except where a reader wants a new tab or window. */
export const instead =
  (act: () => void) =>
  (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    act();
  };
