import type { Finding } from '#contracts/vocabulary';
import { marked } from './marked.ts';

/**
 * What was typed, as it was typed, with what the rules found in it marked. Never its HTML: a moderator sees every
 * character.
 */
export const CommentText = ({ body, findings }: { body: string; findings: readonly Finding[] }) => (
  <p class="comment-text" dir="auto">
    {marked(body, findings).map((piece, at) => (piece.marked ? <mark key={at}>{piece.text}</mark> : piece.text))}
  </p>
);
