import type { ThreadComment } from './thread-comment.ts';

/**
 * What a comment takes in an answer as JSON, without its replies: its texts to the byte, everything else as long as it
 * gets.
 */
export const jsonBytes = ({ body, html, authorName, authorPicture, articleId }: ThreadComment): number =>
  frame + Buffer.byteLength(JSON.stringify([body, html, authorName, authorPicture, articleId]));

/** Ids, times, numbers and their names, a picture that has no address of its own, and a cursor for more replies. */
const frame = 750;
