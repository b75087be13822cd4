import { articleProjection } from './article/projection';
import { authorRecordProjection } from './author-record/projection';
import { commentSearchProjection } from './comment-search/projection';
import { moderationQueueProjection } from './moderation-queue/projection';
import { moderationStatsProjection } from './moderation-stats/projection';
import type { Projection } from './projection';
import { threadProjection } from './thread/projection';

export const allProjections: readonly Projection[] = [
  articleProjection,
  threadProjection,
  moderationQueueProjection,
  authorRecordProjection,
  moderationStatsProjection,
  commentSearchProjection,
];

/** @throws Error naming the read models there are */
export function projectionNamed(name: string): Projection {
  const found = allProjections.find((projection) => projection.name === name);
  if (found) return found;
  throw new Error(`there is no read model ${name}; there are ${allProjections.map((one) => one.name).join(', ')}`);
}
