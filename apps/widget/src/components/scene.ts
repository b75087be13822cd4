import type { VNode } from 'preact';
import type { CommentAnswer } from '#contracts/answers';
import type { Theme } from '#contracts/embed';
import type { QueryOf } from '#contracts/routes';
import type { Act } from '../state/deeds.ts';
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
  /** Where times are told for; absent: the reader's own time zone. */
  readonly timeZone?: 'UTC' | undefined;
  /** What was being written when the article closed. */
  readonly unsent?: string | undefined;
  /** Says when a form without scripts was shown. */
  readonly formToken?: string;
  /** Where to sign in; null when the page does not say. */
  readonly signIn: string | null;
}

/** The forms that are opened below a comment, or in its place, and that no first view has. */
export interface Panels {
  EditForm(props: { scene: Scene; comment: TreeComment }): VNode;
  ReportForm(props: { scene: Scene; id: string }): VNode;
  WithdrawForm(props: { scene: Scene; id: string }): VNode;
}

/** Real addresses, which work without scripts, in a new tab, and for search engines. */
export interface Links {
  /** The thread as a page of its own. */
  page(query?: QueryOf<'GET /v1/sites/:site/articles/:article/embed'>, hash?: string): string;
  comment(id: string): string;
  avatar(url: string): string;
}

/** Is it the viewer's own? */
export const isOwn = ({ viewer }: ThreadState, comment: CommentAnswer): boolean =>
  viewer?.author != null && viewer.author.id === comment.author?.id;

/** Seconds that its author may still edit it. */
export function secondsToEdit({ article, now }: ThreadState, { createdAt, status, excerpt }: CommentAnswer): number {
  // Whoever saved a beginning would lose the rest.
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
