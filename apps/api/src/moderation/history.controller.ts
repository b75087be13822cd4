import { Controller, Get, Param } from '@nestjs/common';
import { Pool } from 'pg';
import type { RecordedEvent } from '#contracts/event-schemas';
import { AuthorHistoryAnswer, HistoryAnswer } from '#contracts/moderation-answers';
import { Refusal } from '#contracts/refusal';
import { EventLog } from '#event-store/event-log';
import { getAuthor } from '#read-models/author-record/queries';
import { recordedAndOpened } from '../commands/recorded';
import { Route } from '../http/access';
import { CurrentCaller, CurrentId } from '../http/current';
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
    summary: 'Every event of the comment, oldest first',
    tag: 'Moderators',
    answers: { 200: HistoryAnswer },
  })
  async history(@Param('site') site: string, @CurrentId() commentId: string, @CurrentCaller() caller: Member) {
    const events = await this.eventsOf(commentId);
    if (events[0]?.type !== 'CommentPosted' || events[0].siteId !== site) throw new Refusal('not-found');
    await this.sight.refuseOthers(site, caller, [commentId]);
    return { commentId, events: events.map(answer) };
  }

  @Get('authors/:id/history')
  @Route({
    access: 'moderator',
    summary: 'Every event of the author: restrictions, lifted ones too, and the erasure; oldest first',
    tag: 'Moderators',
    answers: { 200: AuthorHistoryAnswer },
  })
  async authorHistory(@Param('site') site: string, @CurrentId() authorId: string) {
    if (!(await getAuthor(this.pool, site, authorId))) throw new Refusal('not-found');
    const events = await this.eventsOf(authorId);
    return { authorId, events: events.map(answer) };
  }

  private async eventsOf(streamId: string): Promise<RecordedEvent[]> {
    return recordedAndOpened(this.log, await this.log.readStream(streamId));
  }
}

const answer = ({ eventId, type, version, position, at, data, personal }: RecordedEvent) => ({
  ...{ eventId, type, version, data, personal },
  position: String(position),
  at: at.toISOString(),
});
