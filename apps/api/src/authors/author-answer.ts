import type { AuthorRecord } from '#read-models/author-record/queries';
import { avatarUrl } from '../comments/comment-answer.ts';

export const authorAnswer = (author: AuthorRecord) => ({
  id: author.authorId,
  name: author.name,
  avatarUrl: avatarUrl(author.authorId, author.picture),
  firstSeen: author.firstSeen?.toISOString() ?? null,
  counts: author.counts,
  restrictions: author.restrictions,
  erased: author.erased,
});
