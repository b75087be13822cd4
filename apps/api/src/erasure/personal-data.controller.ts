import { Controller } from '@nestjs/common';
import { Pool } from 'pg';
import type { ErasureAnswer, ExportAnswer } from '#contracts/person-answers';
import { Refusal } from '#contracts/refusal';
import { EventLog } from '#event-store/event-log';
import { getAuthor } from '#read-models/author-record/queries';
import { authorAnswer } from '../authors/author-answer.ts';
import { type Caller, hasRole } from '../identity/caller.ts';
import { Callers } from '../identity/callers.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { AuthorErasure } from './author-erasure.ts';
import { findErasure } from './erasure-ledger.ts';
import { exportedFromLog } from './export-author.ts';
import { addressesKnownUntil } from './forget-addresses.ts';
import { isKnownAuthor } from './readable-rows.ts';

/** Export and erasure of a person's data (GDPR, articles 15, 17 and 20). */
@Controller()
export class PersonalDataController {
  constructor(
    private readonly erasure: AuthorErasure,
    private readonly callers: Callers,
    private readonly log: EventLog,
    private readonly pool: Pool,
  ) {}

  @Route('GET /v1/sites/:site/authors/:id/export')
  async export(@Input() { params, reply }: InputOf<'GET /v1/sites/:site/authors/:id/export'>): Promise<ExportAnswer> {
    const { site, id: authorId } = params;
    await this.refuseUnknown(site, authorId);
    const record = await getAuthor(this.pool, site, authorId);
    reply.header('content-disposition', 'attachment; filename="export.json"');
    const held = await exportedFromLog(this.log, authorId);
    const addresses = await addressesKnownUntil(
      this.pool,
      held.comments.map(({ commentId }) => commentId),
    );
    return {
      authorId,
      site,
      exportedAt: new Date().toISOString(),
      record: record && authorAnswer(record),
      ...held,
      addresses,
    };
  }

  @Route('DELETE /v1/sites/:site/authors/:id')
  async erase(
    @Input() { params, caller, command }: InputOf<'DELETE /v1/sites/:site/authors/:id'>,
  ): Promise<ErasureAnswer> {
    const { site, id: authorId } = params;
    await this.refuseUnknown(site, authorId);
    const report = await this.once(site, authorId, caller);
    await command.done({ kind: 'appended', position: Number(report.position) });
    return report;
  }

  /** Returns the report of a completed erasure, or starts or continues an incomplete one. */
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
