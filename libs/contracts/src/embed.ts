import type { PermalinkAnswer, ThreadAnswer } from './answers.ts';
import type { ProblemCode } from './problems.ts';
import type { ReportReason } from './vocabulary.ts';

export type Sort = 'oldest' | 'newest' | 'top';
export type Theme = 'auto' | 'light' | 'dark';

/** Everything that the widget's components need to render an article's comments on the server. */
export interface EmbedPage {
  readonly site: string;
  /** Base URL of the service for readers, without a slash at the end; empty: the origin of this page. */
  readonly base: string;
  /** BCP 47, in one of the renderer's languages */
  readonly language: string;
  readonly theme: Theme;
  readonly sort: Sort;
  readonly thread: ThreadAnswer;
  /** A comment that must be on the page, even if it belongs to another page of the list. */
  readonly linked: PermalinkAnswer | null;
  /** A comment whose reply or report form is open. */
  readonly open: { readonly kind: 'reply' | 'report'; readonly id: string } | null;
  /** The result of the form that was sent. Includes the typed text if the reader must correct it. */
  readonly sent: EmbedSent | null;
  /** The guests' form sends it back as `form`. */
  readonly formToken: string;
  /** Epoch milliseconds from which "3 hours ago" is calculated. */
  readonly now: number;
}

export interface EmbedSent {
  readonly outcome: 'published' | 'held' | 'reported' | EmbedProblem;
  readonly body?: string;
  /** Of a report; `note` has the reader's own words. */
  readonly reason?: ReportReason;
  readonly note?: string;
  readonly name?: string;
  readonly email?: string;
}

/** The part of a problem document that a form explains. */
export interface EmbedProblem {
  readonly code: ProblemCode | 'offline';
  readonly detail?: string | undefined;
  readonly until?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly fields?: readonly string[] | undefined;
  /** The rules that stopped a text, and where: [start, end) in UTF-16 code units. */
  readonly rules?: readonly { readonly rule: string; readonly ranges?: readonly (readonly number[])[] }[] | undefined;
}

/** The exports of `dist/apps/widget/embed.cjs`. apps/widget builds it, apps/api loads it at the first request. */
export interface EmbedRenderer {
  readonly languages: readonly string[];
  /** CSS for both renderings, and for the document around `renderThread`. */
  readonly stylesheet: string;
  /** The thread and its form, for the body of a separate document. */
  renderThread(page: EmbedPage): string;
  /** The same as a `<comment-thread>` with a declarative shadow root, for a server-side include. */
  renderElement(page: EmbedPage): string;
}
