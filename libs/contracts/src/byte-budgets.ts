/**
 * How many bytes an answer's comments, events or messages may have; one that is larger comes alone. Where there is
 * more, a page ends early and its cursor leads on, and a list without a cursor gives beginnings of texts (`excerpt`) or
 * says that it was cut.
 */
export const byteBudgets = {
  /**
   * A page of a thread, as JSON: 400 ordinary comments, a second on a slow phone; 64 of them being made at once fit
   * into a small heap.
   */
  thread: 512_000,
  /**
   * The same as a document, or as a fragment, which has every text up to three times: for readers, for the element, for
   * search engines.
   */
  embed: 512_000,
  /** What feed readers fetch over and over. */
  feed: 512_000,
  /** Whole texts above a permalink, the nearest first; a reader came for the comment itself. */
  ancestors: 256_000,
  /** One's own waiting comments, and as much again for decided ones: asked for at every visit. */
  viewer: 128_000,
  /** Each of the four lists around a comment: what a moderator reads at a glance. */
  surroundings: 128_000,
  /** Other comments from the same address. */
  sameAddress: 256_000,
  /**
   * A page of a queue, of claims, of decisions, of what was searched for, or of a history: what a desk holds ready for
   * many moderators.
   */
  moderation: 512_000,
  /** A page of the log: analysts read it all, in few calls. */
  events: 4_000_000,
  /**
   * What one telling says to each open stream: less than a slow reader may have queued (64 kB), so that no message
   * alone ends a stream.
   */
  live: 48_000,
  /**
   * What is read from the log at once, as it is stored: whoever applies or publishes it holds it several times over.
   */
  logRead: 8_000_000,
} as const;
