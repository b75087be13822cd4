import type { Finding } from '#contracts/vocabulary';
import { marked } from './marked.ts';

/**
 * The text as it was typed, with the findings of the rules marked. Never its HTML: a moderator must see every
 * character.
 */
export const CommentText = ({ body, findings }: { body: string; findings: readonly Finding[] }) => (
  <p class="comment-text" dir="auto">
    {marked(body, findings).map((piece, at) => (piece.marked ? <mark key={at}>{piece.text}</mark> : piece.text))}
  </p>
);
