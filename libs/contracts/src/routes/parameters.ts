import { z } from 'zod';
import { ArticleId, SiteId, Uuid } from '../identifiers.ts';
import { QueueName, RestrictionKind } from '../vocabulary.ts';

/** The parameters of paths, the same on all routes. An impossible value, such as a wrong id, is answered 404. */
export const parameters = {
  site: SiteId.describe('Id of the site, for example `default`'),
  article: ArticleId.describe('Your own id of the article, URL-encoded'),
  id: Uuid.describe('Id of the comment or author'),
  queue: QueueName.describe('The queue'),
  kind: RestrictionKind.describe('Kind of the restriction'),
} as const satisfies Record<string, z.ZodType>;
