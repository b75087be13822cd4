import { Controller } from '@nestjs/common';
import { byteBudgets } from '#contracts/byte-budgets';
import { toCloudEvent } from '#contracts/cloud-event';
import { labelAt, newestLabel } from '#contracts/log-identity';
import { EventLog } from '#event-store/event-log';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { reachesSite } from '../identity/reach.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { refuseElsewhere } from './place-in-log.ts';

/** The log over HTTP, for consumers without Kafka: the same CloudEvents, in order, in pages. */
@Controller()
export class EventsController {
  constructor(
    private readonly log: EventLog,
    @Given() private readonly given: Pick<ApiDependencies, 'publicUrl'>,
  ) {}

  @Route('GET /v1/events')
  async page(@Input() { query, caller }: InputOf<'GET /v1/events'>) {
    const { after, limit, type, log } = query;
    const { events: read } = await this.log.readPage(after, limit, byteBudgets.events);
    const identity = await this.log.identity(); // read after the events, because a new epoch begins in order with the appends
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
      // The last event read, even if it did not match, so that a page without a match still leads on.
      nextAfter: String(read.at(-1)?.position ?? after),
      log: newestLabel(identity),
      epochs: identity.epochs.map(({ epoch, after: last }) => ({ epoch, after: String(last) })),
    };
  }
}
