import type { QueueName } from '#contracts/vocabulary';

interface ReturnedComment {
  readonly site: string;
  readonly commentId: string;
  /** Absent until the service has answered. */
  readonly queue?: QueueName | undefined;
}

/**
 * Comments whose decisions were undone, on any page: the page of their queue shows them first. They
 * wait here until there is one.
 */
export class Returned {
  private waiting: readonly ReturnedComment[] = [];
  private listener: (() => void) | undefined;

  /** Of several undone at once, the first is returned last, so that it is on top. */
  add(site: string, commentIds: readonly string[], queue?: QueueName): void {
    const others = this.waiting.filter((one) => one.site !== site || !commentIds.includes(one.commentId));
    this.waiting = [...others, ...commentIds.toReversed().map((commentId) => ({ site, commentId, queue }))];
    if (queue === undefined) this.listener?.();
  }

  /**
   * The comments that wait in a queue, or in an unknown one; the one that was undone first comes first. The caller must
   * show them.
   */
  take(site: string, queue: QueueName): readonly string[] {
    const isWanted = (one: ReturnedComment): boolean => one.site === site && (one.queue ?? queue) === queue;
    const taken = this.waiting.filter(isWanted);
    this.waiting = this.waiting.filter((one) => !isWanted(one));
    return taken.map(({ commentId }) => commentId);
  }

  /** Called when there is something to take; returns what stops it. */
  listen(listener: () => void): () => void {
    this.listener = listener;
    return () => {
      if (this.listener === listener) this.listener = undefined;
    };
  }
}
