import { byteBudgets } from '#contracts/byte-budgets';
import type { Budget, ThreadComment } from '#read-models/thread/queries';
import { publicComment } from '../comments/comment-answer.ts';

/**
 * What a comment takes beside its texts and addresses: its frame, links and buttons in the longest of our languages,
 * and itself as schema.org has it.
 */
const frame = 2000;
/** How often the address of the page is written out for each. */
const addresses = 7;

/** A document has each text twice: for readers, and for search engines. */
export const ofDocument = (page: string): Budget => ({
  bytes: byteBudgets.embed,
  weigh: (comment) => documentBytes(comment, page),
});

/** A fragment also has the page's state, which the element in the browser goes on from. */
export const ofFragment = (page: string): Budget => ({
  bytes: byteBudgets.embed,
  weigh: (comment) => documentBytes(comment, page) + scriptBytes(publicComment(comment)) + 150,
});

function documentBytes({ html, body, authorName, authorPicture }: ThreadComment, page: string): number {
  const of = (text: string | null): number => Buffer.byteLength(text ?? '');
  // A name is escaped, and stands in a title and in what says whom a reply answers.
  const person = 12 * of(authorName) + 2 * of(authorPicture);
  return frame + addresses * of(page) + person + of(html) + scriptBytes(body ?? '');
}

/** As text inside of a script element: see `jsonLd`. */
const scriptBytes = (value: unknown): number =>
  Buffer.byteLength(JSON.stringify(value).replaceAll('<', String.raw`\u003c`));
