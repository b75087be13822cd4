import { z } from 'zod';
import { ArticleId, Uuid } from '../identifiers.ts';
import { CommentStatus, Finding } from '../vocabulary.ts';

/** Fields that several events share. */
export const place = {
  commentId: Uuid.describe('Id of the comment'),
  articleId: ArticleId.describe('The publisher’s id of the article'),
};
export const byAuthor = { authorId: Uuid.describe('Id of the author') };
export const count = z.number().int().min(0);
export const links = count.describe('Number of links in the text');
export const textLength = count.describe('Length of the text in characters (code points)');
export const findings = z.array(Finding).describe('What the screening rules found in the text');
export const policyVersion = count.describe('Version of the policy that applied; 0: the default policy');
export const revision = z.number().int().min(1).describe('Revision of the text; 1: as posted');
export const reports = count.describe(
  'Number of distinct reporters since the last decision whose report has a weight above 0',
);
export const from = { from: CommentStatus.describe('Status before this event') };
export const to = { to: CommentStatus.exactOptional().describe('Status after this event. Missing in older events') };
export const moderatorId = Uuid.describe('Id of the moderator');
export const kindOfPerson = z.enum(['member', 'guest']).describe('`member`: signed in at the site');
