import { byteBudgets } from '#contracts/byte-budgets';
import type { Budget, ThreadComment } from '#read-models/thread/queries';
import { publicComment } from '../comments/comment-answer.ts';

/** The bytes of a comment without its texts and URLs: markup, labels in the longest language, and schema.org fields. */
const frame = 2000;
/** The number of times that the page's URL is written for each comment. */
const addresses = 7;

/** In a document each text occurs twice: for readers and for search engines. */
export const ofDocument = (page: string): Budget => ({
  bytes: byteBudgets.embed,
  weigh: (comment) => documentBytes(comment, page),
});

/** A fragment also contains the state with which the element starts in the browser. */
export const ofFragment = (page: string): Budget => ({
  bytes: byteBudgets.embed,
  weigh: (comment) => documentBytes(comment, page) + scriptBytes(publicComment(comment)) + 150,
});

function documentBytes({ html, body, authorName, authorPicture }: ThreadComment, page: string): number {
  const of = (text: string | null): number => Buffer.byteLength(text ?? '');
  // A name is escaped, and occurs in the title and in the replies' "in reply to".
  const person = 12 * of(authorName) + 2 * of(authorPicture);
  return frame + addresses * of(page) + person + of(html) + scriptBytes(body ?? '');
}

/** The bytes as text inside a script element: see `jsonLd`. */
const scriptBytes = (value: unknown): number =>
  Buffer.byteLength(JSON.stringify(value).replaceAll('<', String.raw`\u003c`));
