import { Controller } from '@nestjs/common';
import { Pool } from 'pg';
import { byteBudgets } from '#contracts/byte-budgets';
import type { RecordedEvent } from '#contracts/event-schemas';
import type { PastEvent } from '#contracts/moderation-answers';
import { Refusal } from '#contracts/refusal';
import { EventLog } from '#event-store/event-log';
import { getAuthor } from '#read-models/author-record/queries';
import { packCursor, smallNumber, unpackCursor } from '#read-models/cursor';
import { fitting } from '#read-models/fitting';
import { recordedAndOpened } from '../commands/recorded.ts';
import { refuseCursor } from '../http/refuse-cursor.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { ModeratorSight } from '../sight/moderator-sight.ts';

const commentHistory = 'GET /v1/sites/:site/comments/:id/history';
const authorHistory = 'GET /v1/sites/:site/authors/:id/history';
type Question = InputOf<typeof commentHistory>['query'];

/** All events of a comment or an author, in pages. */
@Controller()
export class HistoryController {
  constructor(
    private readonly log: EventLog,
    private readonly sight: ModeratorSight,
    private readonly pool: Pool,
  ) {}

  @Route(commentHistory)
  async history(@Input() { params, query, caller }: InputOf<typeof commentHistory>) {
    const { site, id: commentId } = params;
    const [first] = (await this.log.readStreamAfter(commentId, 0, { limit: 1, bytes: 1 })).events;
    if (first?.type !== 'CommentPosted' || first.siteId !== site) throw new Refusal('not-found');
    await this.sight.refuseOthers(site, caller, [commentId]);
    return { commentId, ...(await this.pageOf(commentId, query)) };
  }

  @Route(authorHistory)
  async authorHistory(@Input() { params, query }: InputOf<typeof authorHistory>) {
    const { site, id: authorId } = params;
    if (!(await getAuthor(this.pool, site, authorId))) throw new Refusal('not-found');
    return { authorId, ...(await this.pageOf(authorId, query)) };
  }

  private async pageOf(streamId: string, { limit, cursor }: Question) {
    const version = cursor === undefined ? 0 : this.versionIn(cursor);
    const most = { limit, bytes: byteBudgets.moderation };
    const { events: stored, isFull } = await this.log.readStreamAfter(streamId, version, most);
    const events = fitting((await recordedAndOpened(this.log, stored)).map(answer), most.bytes, asJson);
    const last = events.at(-1);
    const hasMore = isFull || events.length < stored.length;
    return { events, nextCursor: last && hasMore ? packCursor('h', last.version) : null };
  }

  private versionIn(cursor: string): number {
    try {
      return Number(unpackCursor('h', [smallNumber], cursor)[0]);
    } catch (error) {
      return refuseCursor(error);
    }
  }
}

const asJson = (event: object): number => Buffer.byteLength(JSON.stringify(event));

const answer = ({ siteId: _siteId, meta: _meta, position, at, ...event }: RecordedEvent): PastEvent => ({
  ...event,
  position: String(position),
  at: at.toISOString(),
});
