// A line for each read model, and nothing else to list: what there is, its name in the table of routes, rebuilds and
// proofs follow.
export { articleProjection } from './article/projection.ts';
export { authorRecordProjection } from './author-record/projection.ts';
export { commentSearchProjection } from './comment-search/projection.ts';
export { moderationQueueProjection } from './moderation-queue/projection.ts';
export { moderationStatsProjection } from './moderation-stats/projection.ts';
export { threadProjection } from './thread/projection.ts';
