import { z } from 'zod';
import { ArticleId, SiteId, Uuid } from '../identifiers.ts';
import { QueueName, RestrictionKind } from '../vocabulary.ts';

/** What a name in a path stands for, wherever it stands. A path that names something that cannot be leads nowhere. */
export const parameters = {
  site: SiteId,
  article: ArticleId,
  id: Uuid,
  queue: QueueName,
  kind: RestrictionKind,
} as const satisfies Record<string, z.ZodType>;
