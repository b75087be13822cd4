import { Controller, Delete, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Pool } from 'pg';
import { ErasureAnswer, ExportAnswer } from '#contracts/answers';
import { Refusal } from '#contracts/refusal';
import { EventLog } from '#event-store/event-log';
import { getAuthor } from '#read-models/author-record/queries';
import { authorAnswer } from '../authors/author-answer';
import { Route } from '../routes/access';
import { commandHeaders } from '../commands/command-context';
import { CurrentCaller, CurrentId } from '../routes/current';
import { type Caller, hasRole } from '../identity/caller';
import { Callers } from '../identity/callers';
import { AuthorErasure } from './author-erasure';
import { findErasure } from './erasure-ledger';
import { exportedFromLog } from './export-author';
import { addressesKnownUntil } from './forget-addresses';
import { isKnownAuthor } from './readable-rows';

/** What a person may ask for who is written about: everything we hold, and that it be forgotten (GDPR, articles 15, 17 and 20). */
@Controller('v1/sites/:site/authors/:id')
export class PersonalDataController {
  constructor(
    private readonly erasure: AuthorErasure,
    private readonly callers: Callers,
    private readonly log: EventLog,
    private readonly pool: Pool,
  ) {}

  @Get('export')
  @Route({
    access: 'self',
    summary: 'Everything that is held about a person',
    tag: 'Personal data',
    limited: 'personalData',
    answers: { 200: ExportAnswer },
  })
  async export(
    @Param('site') site: string,
    @CurrentId() authorId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExportAnswer> {
    await this.refuseUnknown(site, authorId);
    const record = await getAuthor(this.pool, site, authorId);
    reply.header('content-disposition', 'attachment; filename="export.json"');
    const held = await exportedFromLog(this.log, authorId);
    const addresses = await addressesKnownUntil(
      this.pool,
      held.comments.map(({ commentId }) => commentId),
    );
    return {
      ...{ authorId, site, exportedAt: new Date().toISOString() },
      record: record && authorAnswer(record),
      ...held,
      addresses,
    };
  }

  @Delete()
  @Route({
    access: 'self',
    summary: 'Forget a person, with a report that proves it',
    tag: 'Personal data',
    limited: 'personalData',
    answers: { 200: ErasureAnswer },
    command: true,
  })
  async erase(
    @Param('site') site: string,
    @CurrentId() authorId: string,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ErasureAnswer> {
    await this.refuseUnknown(site, authorId);
    const report = await this.once(site, authorId, caller);
    commandHeaders(reply, { kind: 'appended', position: Number(report.position) });
    return report;
  }

  /** A finished erasure is not done again: its report stands. An unfinished one goes on. */
  private async once(site: string, authorId: string, caller: Caller): Promise<ErasureAnswer> {
    const known = await findErasure(this.pool, site, authorId);
    if (known?.completedAt && known.report) return known.report;
    const isSelf = await this.callers.isSelf(site, caller, authorId);
    const requestedBy = hasRole(caller, 'admin') && !isSelf ? 'admin' : 'author';
    const actorId = isSelf ? authorId : (await this.callers.actor(site, caller)).id;
    const entry = known?.entry ?? { authorId, site, requestedBy, requestedAt: new Date().toISOString() };
    return this.erasure.erase(entry, actorId);
  }

  private async refuseUnknown(site: string, authorId: string): Promise<void> {
    if (!(await isKnownAuthor(this.pool, site, authorId))) throw new Refusal('not-found');
  }
}
