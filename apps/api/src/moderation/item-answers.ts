import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { AuthorInQueue, ItemAnswer, QueueItemAnswer } from '#contracts/moderation-answers';
import { type QueueItem, type ReviewItem, itemsOf, waits } from '#read-models/moderation-queue/queries';
import type { Sight } from '#read-models/moderation-queue/sight';
import { authorAnswer } from '../authors/author-answer.ts';
import { ArticleNames } from '../articles/article-names.ts';
import { fullComment, seenComment } from '../comments/comment-answer.ts';
import { type Claim, Claims } from './claims.ts';

/** At most this many comments with the same text are listed. The count includes all. */
const mostNamed = 50;

/** Builds review items for moderators' tools, with the claim on each. */
@Injectable()
export class ItemAnswers {
  constructor(
    private readonly pool: Pool,
    private readonly claims: Claims,
    private readonly names: ArticleNames,
  ) {}

  async ofQueue(site: string, items: readonly QueueItem[]): Promise<QueueItemAnswer[]> {
    const claims = await this.claims.of(
      site,
      items.map(({ comment }) => comment.id),
    );
    return items.map((item) => this.queueItemAnswer(site, item, claims));
  }

  /** The item of any comment, waiting or not. */
  async one(site: string, commentId: string, sight: Sight): Promise<ItemAnswer | null> {
    const [[item], claims] = await Promise.all([
      itemsOf(this.pool, site, [commentId], sight),
      this.claims.of(site, [commentId]),
    ]);
    return item ? this.itemAnswer(site, item, claims) : null;
  }

  /** The items of those comments that are in a queue, the longest wait first. */
  async waiting(site: string, commentIds: readonly string[], sight: Sight): Promise<QueueItemAnswer[]> {
    const items = (await itemsOf(this.pool, site, commentIds, sight)).filter(waits);
    const byWait = (a: QueueItem, b: QueueItem): number =>
      a.waitingSince.getTime() - b.waitingSince.getTime() || a.comment.position - b.comment.position;
    return this.ofQueue(site, items.toSorted(byWait));
  }

  private itemAnswer(site: string, item: ReviewItem, claims: Claimed): ItemAnswer {
    const { comment, parent, article, queue, onRecord, review, findings, flags, edits, version, sameText, wave } = item;
    const claim = claims.get(comment.id);
    return {
      comment: fullComment(comment),
      parent: parent && seenComment(parent),
      article: this.names.forModerators(site, article),
      queue,
      onRecord,
      review,
      findings,
      flags,
      edits,
      version,
      author: authorInQueue(item),
      sameText: sameText.length === 0 ? null : { count: sameText.length, commentIds: sameText.slice(0, mostNamed) },
      wave: wave && { ...wave, commentIds: [...wave.commentIds] },
      claimedBy: claim?.by ?? null,
      claimedUntil: claim?.until.toISOString() ?? null,
      waitingSince: item.waitingSince?.toISOString() ?? null,
    };
  }

  private queueItemAnswer(site: string, item: QueueItem, claims: Claimed): QueueItemAnswer {
    const { queue, waitingSince } = item;
    return { ...this.itemAnswer(site, item, claims), queue, waitingSince: waitingSince.toISOString() };
  }
}

type Claimed = ReadonlyMap<string, Claim>;

function authorInQueue({ author, lastDecisions }: ReviewItem): AuthorInQueue | null {
  if (!author) return null;
  const { published = 0, approved = 0, rejected = 0 } = author.counts;
  const judged = published + approved + rejected;
  return { ...authorAnswer(author), rejectedShare: judged === 0 ? null : rejected / judged, lastDecisions };
}
