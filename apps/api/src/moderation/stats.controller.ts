import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Pool } from 'pg';
import { z } from 'zod';
import { AfterQuery } from '#contracts/requests';
import { StatsAnswer } from '#contracts/stats-answers';
import { StatsQuery } from '#contracts/stats-request';
import { moderationStats } from '#read-models/moderation-stats/queries';
import { Route } from '../routes/access';
import { parseInput } from '../http/invalid-fields';
import { Freshness } from '../reading/freshness';
import { toCsv } from './csv';
import { statsPeriod } from './stats-period';

/** What moderation did: how much came in, what was decided, by whom, why, and how long it took. Told of all queues together. */
@Controller('v1/sites/:site/moderation')
export class StatsController {
  constructor(
    private readonly pool: Pool,
    private readonly freshness: Freshness,
  ) {}

  @Get('stats')
  @Route({
    access: 'moderator',
    queuesNeeded: 'every',
    summary: "Moderation's numbers in some days, in UTC; the last 30 by default",
    tag: 'Moderators',
    query: StatsQuery.safeExtend(AfterQuery.shape),
    answers: { 200: StatsAnswer },
  })
  stats(@Param('site') site: string, @Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.numbers(site, query, reply);
  }

  @Get('stats.csv')
  @Route({
    access: 'moderator',
    queuesNeeded: 'every',
    summary: 'The same by day and queue, as CSV (RFC 4180)',
    tag: 'Moderators',
    query: StatsQuery.safeExtend(AfterQuery.shape),
    answers: { 200: z.string() },
  })
  async csv(@Param('site') site: string, @Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const { days, from, to } = await this.numbers(site, query, reply);
    reply
      .type('text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="moderation-${site}-${from}-${to}.csv"`);
    const rows = days.map(({ day, queue, inbound, decided, waiting }) => [day, queue, inbound, decided, waiting]);
    return toCsv(['day', 'queue', 'inbound', 'decided', 'waiting'], rows);
  }

  private async numbers(site: string, query: unknown, reply: FastifyReply): Promise<StatsAnswer> {
    const period = statsPeriod(parseInput(StatsQuery, query, '?'), new Date());
    await this.freshness.await(parseInput(AfterQuery, query, '?').after, ['moderation-stats'], reply);
    return moderationStats(this.pool, { site, ...period });
  }
}
