import type { ReadModelName } from '#contracts/read-model-names';
import { articleProjection } from './article/projection.ts';
import { authorRecordProjection } from './author-record/projection.ts';
import { commentSearchProjection } from './comment-search/projection.ts';
import { moderationQueueProjection } from './moderation-queue/projection.ts';
import { moderationStatsProjection } from './moderation-stats/projection.ts';
import type { Projection } from './projection.ts';
import { threadProjection } from './thread/projection.ts';

const byName: { readonly [Name in ReadModelName]: Projection<Name> } = {
  article: articleProjection,
  thread: threadProjection,
  'moderation-queue': moderationQueueProjection,
  'author-record': authorRecordProjection,
  'moderation-stats': moderationStatsProjection,
  'comment-search': commentSearchProjection,
};

export const allProjections: readonly Projection<ReadModelName>[] = Object.values(byName);

/** @throws Error naming the read models there are */
export function projectionNamed(name: string): Projection {
  const found = allProjections.find((projection) => projection.name === name);
  if (found) return found;
  throw new Error(`there is no read model ${name}; there are ${allProjections.map((one) => one.name).join(', ')}`);
}
