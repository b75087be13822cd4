// One line for each read model. Everything else follows from it: the name in the table of routes, rebuilds and proofs.
export { articleProjection } from './article/projection.ts';
export { authorRecordProjection } from './author-record/projection.ts';
export { commentSearchProjection } from './comment-search/projection.ts';
export { moderationQueueProjection } from './moderation-queue/projection.ts';
export { moderationStatsProjection } from './moderation-stats/projection.ts';
export { threadProjection } from './thread/projection.ts';
