import { Controller, Get, Param } from '@nestjs/common';
import { HistoryAnswer } from '#contracts/moderation-answers';
import { Refusal } from '#contracts/refusal';
import { EventLog } from '#event-store/event-log';
import { recordedAndOpened } from '../commands/recorded';
import { Route } from '../http/access';
import { CurrentCaller, CurrentId } from '../http/current';
import type { Member } from '../identity/caller';
import { QueueAccess } from './queue-access';

/** Everything that ever happened to a comment. */
@Controller('v1/sites/:site')
export class HistoryController {
  constructor(
    private readonly log: EventLog,
    private readonly access: QueueAccess,
  ) {}

  @Get('comments/:id/history')
  @Route({
    access: 'moderator',
    summary: 'Every event of the comment, oldest first',
    tag: 'Moderators',
    answers: { 200: HistoryAnswer },
  })
  async history(@Param('site') site: string, @CurrentId() commentId: string, @CurrentCaller() caller: Member) {
    await this.access.refuseOthers(caller, site, [commentId]);
    const stored = await this.log.readStream(commentId);
    const events = await recordedAndOpened(this.log, stored);
    if (events[0]?.type !== 'CommentPosted' || events[0].siteId !== site) throw new Refusal('not-found');
    return {
      commentId,
      events: events.map(({ eventId, type, version, position, at, data, personal }) => ({
        ...{ eventId, type, version, data, personal },
        position: String(position),
        at: at.toISOString(),
      })),
    };
  }
}
