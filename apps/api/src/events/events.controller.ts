import { Controller, Get, Query } from '@nestjs/common';
import { EventsAnswer } from '#contracts/answers';
import { byteBudgets } from '#contracts/byte-budgets';
import { toCloudEvent } from '#contracts/cloud-event';
import { labelAt, newestLabel } from '#contracts/log-identity';
import { EventsQuery } from '#contracts/requests';
import { EventLog } from '#event-store/event-log';
import { type ApiDependencies, Given } from '../foundation/api-dependencies';
import { Route } from '../routes/access';
import { CurrentCaller } from '../routes/current';
import { parseInput } from '../http/invalid-fields';
import type { Member } from '../identity/caller';
import { reachesSite } from '../identity/reach';
import { refuseElsewhere } from './place-in-log';

/** The log for those without Kafka: the same CloudEvents, in order, a page at a time. */
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly log: EventLog,
    @Given() private readonly given: Pick<ApiDependencies, 'publicUrl'>,
  ) {}

  @Get()
  @Route({
    access: 'analyst',
    summary: 'Page through the event log in order',
    tag: 'Analysts',
    query: EventsQuery,
    answers: { 200: EventsAnswer },
  })
  async page(@CurrentCaller() caller: Member, @Query() query: unknown) {
    const { after, limit, type, log } = parseInput(EventsQuery, query, '?');
    const { events: read } = await this.log.readPage(after, limit, byteBudgets.events);
    const identity = await this.log.identity(); // after the events: an epoch begins in turn with the appends
    if (log !== undefined) {
      const beyond = read.length === 0 ? await this.log.reach() : undefined;
      refuseElsewhere({ after, log, beyond }, identity);
    }
    const wanted = read.filter((event) => (!type || type.includes(event.type)) && reachesSite(caller, event.siteId));
    return {
      events: wanted.map((event) =>
        toCloudEvent(event, {
          log: labelAt(identity, event.position),
          ...(this.given.publicUrl !== undefined && { publicUrl: this.given.publicUrl }),
        }),
      ),
      // What was looked at, not what matched: a page without a match still leads on.
      nextAfter: String(read.at(-1)?.position ?? after),
      log: newestLabel(identity),
      epochs: identity.epochs.map(({ epoch, after: last }) => ({ epoch, after: String(last) })),
    };
  }
}
