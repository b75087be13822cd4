/**
 * How many bytes of comments, events or messages one answer may hold; a larger entry is the only one of its page. If
 * there is more, a page ends early and its cursor continues from there. A list without a cursor returns the beginnings
 * of texts (`excerpt`) or reports that it was cut.
 */
export const byteBudgets = {
  /**
   * A page of a thread, as JSON: 400 ordinary comments, which a slow phone loads in a second. 64 pages that are built
   * at the same time fit into a small heap.
   */
  thread: 512_000,
  /**
   * The same as an HTML document or fragment, which has each text up to three times: for readers, for the element and
   * for search engines.
   */
  embed: 512_000,
  /** A feed: feed readers fetch it again and again. */
  feed: 512_000,
  /** Whole texts of the comments above a permalink, the nearest first. Readers come for the comment below them. */
  ancestors: 256_000,
  /** The reader's own waiting comments, and as much again for decided ones. Each page view requests them. */
  viewer: 128_000,
  /** Each of the four lists around a comment, which a moderator only skims. */
  surroundings: 128_000,
  /** Other comments from the same address. */
  sameAddress: 256_000,
  /**
   * A page of a queue, of claims, of decisions, of search results or of a history. The service builds these for many
   * moderators at the same time.
   */
  moderation: 512_000,
  /** A page of the log: analysts read the whole log in few calls. */
  events: 4_000_000,
  /**
   * Messages that are sent to an open stream at once. Less than the 64 kB that may be queued for a slow client, so that
   * a single batch does not close a stream.
   */
  live: 48_000,
  /** One read of the log, as stored. Projector and relay hold several copies of it in memory. */
  logRead: 8_000_000,
} as const;
