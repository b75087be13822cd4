import { z } from 'zod';
import { ArticleId, Uuid } from '../identifiers.ts';
import { CommentStatus } from '../vocabulary.ts';

/** What many events say, in the same words. */
export const place = { commentId: Uuid, articleId: ArticleId };
export const byAuthor = { authorId: Uuid };
export const count = z.number().int().min(0);
export const policyVersion = count.describe('the policy that it was judged under; 0 is the default one');
export const revision = z.number().int().min(1);
export const reports = count.describe('distinct reporters since the last decision whose report weighs something');
export const from = { from: CommentStatus.describe('the status before this event') };
export const to = { to: CommentStatus.exactOptional().describe('the status from now on. Absent in older events') };
