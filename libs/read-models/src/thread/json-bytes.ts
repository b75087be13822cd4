import type { ThreadComment } from './thread-comment.ts';

/** The size of a comment in a JSON response, without its replies: exact for texts, the maximum for everything else. */
export const jsonBytes = ({ body, html, authorName, authorPicture, articleId }: ThreadComment): number =>
  frame + Buffer.byteLength(JSON.stringify([body, html, authorName, authorPicture, articleId]));

/** Ids, times, numbers and field names, a generated picture, and a cursor for more replies. */
const frame = 750;
