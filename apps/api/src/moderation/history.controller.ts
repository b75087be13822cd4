import { Controller, Get, Param, Query } from '@nestjs/common';
import { Pool } from 'pg';
import { byteBudgets } from '#contracts/byte-budgets';
import type { RecordedEvent } from '#contracts/event-schemas';
import { AuthorHistoryAnswer, HistoryAnswer } from '#contracts/moderation-answers';
import { HistoryQuery } from '#contracts/moderation-requests';
import { Refusal } from '#contracts/refusal';
import { EventLog } from '#event-store/event-log';
import { getAuthor } from '#read-models/author-record/queries';
import { packCursor, smallNumber, unpackCursor } from '#read-models/cursor';
import { fitting } from '#read-models/fitting';
import { recordedAndOpened } from '../commands/recorded';
import { Route } from '../routes/access';
import { CurrentCaller, CurrentId } from '../routes/current';
import { parseInput } from '../http/invalid-fields';
import { refuseCursor } from '../http/refuse-cursor';
import type { Member } from '../identity/caller';
import { ModeratorSight } from '../sight/moderator-sight';

/** Everything that ever happened to a comment, or was done to an author. */
@Controller('v1/sites/:site')
export class HistoryController {
  constructor(
    private readonly log: EventLog,
    private readonly sight: ModeratorSight,
    private readonly pool: Pool,
  ) {}

  @Get('comments/:id/history')
  @Route({
    access: 'moderator',
    summary: 'Every event of the comment, oldest first, a page at a time',
    tag: 'Moderators',
    query: HistoryQuery,
    answers: { 200: HistoryAnswer },
  })
  async history(
    @Param('site') site: string,
    @CurrentId() commentId: string,
    @CurrentCaller() caller: Member,
    @Query() query: unknown,
  ) {
    const [first] = (await this.log.readStreamAfter(commentId, 0, { limit: 1, bytes: 1 })).events;
    if (first?.type !== 'CommentPosted' || first.siteId !== site) throw new Refusal('not-found');
    await this.sight.refuseOthers(site, caller, [commentId]);
    return { commentId, ...(await this.pageOf(commentId, query)) };
  }

  @Get('authors/:id/history')
  @Route({
    access: 'moderator',
    summary:
      'Every event of the author: restrictions, lifted ones too, and the erasure; oldest first, a page at a time',
    tag: 'Moderators',
    query: HistoryQuery,
    answers: { 200: AuthorHistoryAnswer },
  })
  async authorHistory(@Param('site') site: string, @CurrentId() authorId: string, @Query() query: unknown) {
    if (!(await getAuthor(this.pool, site, authorId))) throw new Refusal('not-found');
    return { authorId, ...(await this.pageOf(authorId, query)) };
  }

  private async pageOf(streamId: string, query: unknown) {
    const { limit, cursor } = parseInput(HistoryQuery, query, '?');
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

const answer = ({ eventId, type, version, position, at, data, personal }: RecordedEvent) => ({
  ...{ eventId, type, version, data, personal },
  position: String(position),
  at: at.toISOString(),
});
