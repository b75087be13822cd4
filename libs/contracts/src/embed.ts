import type { PermalinkAnswer, ThreadAnswer } from './answers.ts';
import type { ProblemCode } from './problems.ts';
import type { ReportReason } from './vocabulary.ts';

export type Sort = 'oldest' | 'newest' | 'top';
export type Theme = 'auto' | 'light' | 'dark';

/** What the widget's components need to render an article's comments outside of a browser. */
export interface EmbedPage {
  readonly site: string;
  /** Where the service is for a reader, without a slash at the end; empty: at the very origin of this page. */
  readonly base: string;
  /** BCP 47, in one of the renderer's languages */
  readonly language: string;
  readonly theme: Theme;
  readonly sort: Sort;
  readonly thread: ThreadAnswer;
  /** A comment that must be on the page, wherever the page begins. */
  readonly linked: PermalinkAnswer | null;
  /** A comment whose reply or report form is open. */
  readonly open: { readonly kind: 'reply' | 'report'; readonly id: string } | null;
  /** What became of the form that was sent, and what was typed, when it must be typed on. */
  readonly sent: EmbedSent | null;
  /** What the guests' form sends back as `form`. */
  readonly formToken: string;
  /** Epoch milliseconds that "3 hours ago" counts from. */
  readonly now: number;
}

export interface EmbedSent {
  readonly outcome: 'published' | 'held' | 'reported' | EmbedProblem;
  readonly body?: string;
  /** Of a report, with what it says in the reader's own words. */
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

/** What `dist/apps/widget/embed.cjs` exports: apps/widget makes it, apps/api loads it when it is first asked for. */
export interface EmbedRenderer {
  readonly languages: readonly string[];
  /** For both, and for a document around the first. */
  readonly stylesheet: string;
  /** The thread and its form, to stand in a document of its own. */
  renderThread(page: EmbedPage): string;
  /** The same as a `<comment-thread>` with a declarative shadow root, for a server-side include. */
  renderElement(page: EmbedPage): string;
}
