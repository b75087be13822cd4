/** Every read model, by name; `allProjections` holds one for each, or does not compile. */
export type ReadModelName =
  'article' | 'thread' | 'moderation-queue' | 'author-record' | 'moderation-stats' | 'comment-search';
