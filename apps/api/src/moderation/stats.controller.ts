import { Controller } from '@nestjs/common';
import { Pool } from 'pg';
import type { StatsAnswer } from '#contracts/stats-answers';
import { moderationStats } from '#read-models/moderation-stats/queries';
import { Input, type InputOf } from '../routes/input.ts';
import { Route, contentTypeOf } from '../routes/route.ts';
import { Sites } from '../sites/sites.ts';
import { toCsv } from './csv.ts';
import { statsPeriod } from './stats-period.ts';

/** Statistics of moderation: intake, decisions, moderators, reasons and times. Includes all queues for every caller. */
@Controller()
export class StatsController {
  constructor(
    private readonly pool: Pool,
    private readonly sites: Sites,
  ) {}

  @Route('GET /v1/sites/:site/moderation/stats')
  stats(@Input() { params, query }: InputOf<'GET /v1/sites/:site/moderation/stats'>) {
    return this.numbers(params.site, query);
  }

  @Route('GET /v1/sites/:site/moderation/stats.csv')
  async csv(@Input() input: InputOf<'GET /v1/sites/:site/moderation/stats.csv'>) {
    const { route, params, query, reply } = input;
    const { days, from, to, timeZone } = await this.numbers(params.site, query);
    reply
      .type(contentTypeOf(route))
      .header(
        'content-disposition',
        `attachment; filename="moderation-${params.site}-${from}-${to}${zoneInName(timeZone)}.csv"`,
      );
    const rows = days.map(({ day, queue, inbound, decided, waiting }) => [day, queue, inbound, decided, waiting]);
    return toCsv(['day', 'queue', 'inbound', 'decided', 'waiting'], rows);
  }

  private numbers(site: string, { timeZone: asked, ...days }: Question): Promise<StatsAnswer> {
    const timeZone = asked ?? this.sites.answer(site).timeZone;
    return moderationStats(this.pool, { site, ...statsPeriod(days, new Date(), timeZone), timeZone });
  }
}

type Question = InputOf<'GET /v1/sites/:site/moderation/stats'>['query'];

/** A time zone other than UTC is part of the file's name. */
const zoneInName = (timeZone: string): string => (timeZone === 'UTC' ? '' : `-${timeZone.replaceAll('/', '-')}`);
