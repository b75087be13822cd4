import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Pool } from 'pg';
import type { ErasureAnswer } from '#contracts/answers';
import { authorDecider } from '#domain/author';
import { commentDecider } from '#domain/comment';
import type { CommentState } from '#domain/comment-state';
import { EventLog } from '#event-store/event-log';
import type { Logger } from '#platform/logger';
import { articleKey, authorKey } from '../commands/append-events';
import { CommandExecutor } from '../commands/command-executor';
import { SettingsCache } from '../commands/settings';
import type { Identities } from '../identity/identities';
import { forgetClaimsOf } from '../moderation/claims';
import { type Footprint, footprintOf } from './author-footprint';
import { type ErasureEntry, keepReport, recordErasure, unfinishedErasures } from './erasure-ledger';
import { forgetAddresses } from './forget-addresses';
import { reportOf } from './erasure-report';
import { type OthersWords, othersWordsOn } from './others-words';
import { countReadableRows } from './readable-rows';

/** What an erasure works on. */
export interface ErasureParts {
  readonly pool: Pool;
  readonly log: EventLog;
  readonly executor: CommandExecutor;
  readonly settings: Pick<SettingsCache, 'forgetStream'>;
  readonly identities: Pick<Identities, 'forget'>;
  /** Waits a few seconds until the read models have seen the log up to a position; false when they have not. */
  readonly settled: (position: number) => Promise<boolean>;
  readonly logger: Logger;
}

interface Forgotten {
  readonly entry: ErasureEntry;
  readonly footprint: Footprint;
  readonly report: ErasureAnswer;
  readonly erased: ErasedComments;
}

interface ErasedComments {
  /** The position of the last event. */
  readonly last: number;
  /** Events whose sealed bytes are gone already. */
  readonly cleared: number;
  readonly othersWords: OthersWords;
}

/** Commands under way at once while a person's comments are erased: one flush of the log carries them. */
const atOnce = 100;

/**
 * Forgets a person. Every step is harmless to repeat, and the ledger is written first: whatever is interrupted is finished by the next process
 * that starts, or by asking again.
 */
@Injectable()
export class AuthorErasure implements OnApplicationBootstrap {
  constructor(private readonly parts: ErasureParts) {}

  onApplicationBootstrap(): void {
    void this.finishInterrupted().catch((error: unknown) => this.warn(error));
  }

  /** Erases; what is left to do behind the answer is to remove unreadable bytes from the log: see `tidy`. */
  async erase(entry: ErasureEntry, actorId: string | null): Promise<ErasureAnswer> {
    const forgotten = await this.forget(entry, actorId);
    void this.tidy(forgotten).catch((error: unknown) => this.warn(error));
    return forgotten.report;
  }

  /** The same, to its very end. */
  async eraseCompletely(entry: ErasureEntry, actorId: string | null): Promise<ErasureAnswer> {
    return this.tidy(await this.forget(entry, actorId));
  }

  private async finishInterrupted(): Promise<void> {
    for (const entry of await unfinishedErasures(this.parts.pool)) {
      await this.eraseCompletely(entry, null);
      this.parts.logger.info({ authorId: entry.authorId }, 'an interrupted erasure was finished');
    }
  }

  private async forget(entry: ErasureEntry, actorId: string | null): Promise<Forgotten> {
    const { pool, log, identities } = this.parts;
    const { authorId, site } = entry;
    await recordErasure(pool, entry);
    const closed = await this.closeAccount(entry, actorId);
    await log.eraseSubject(authorId, site);
    const footprint = await footprintOf(log, authorId);
    const erased = await this.eraseComments(entry, footprint.commentIds);
    await forgetAddresses(pool, authorId, footprint.commentIds);
    // Last, so that the person's own token still finds them when they ask again after an interruption.
    await forgetClaimsOf(pool, authorId);
    await identities.forget(authorId);
    const position = Math.max(closed, erased.last);
    const rows = await this.readableRows(entry, footprint, position);
    const report = reportOf(entry, footprint, { rows, position, othersWords: erased.othersWords });
    await keepReport(pool, report);
    return { entry, footprint, report, erased };
  }

  private async readableRows(
    { site, authorId }: ErasureEntry,
    { commentIds }: Footprint,
    position: number,
  ): Promise<number> {
    await this.parts.settled(position);
    return countReadableRows(this.parts.pool, site, authorId, commentIds);
  }

  /** From this event on every command of theirs is refused: what they may do is guarded by this stream. */
  private async closeAccount({ authorId, site, requestedBy }: ErasureEntry, actorId: string | null): Promise<number> {
    const executed = await this.parts.executor.execute(authorDecider, {
      streamId: authorId,
      place: () => ({
        siteId: site,
        partitionKey: authorKey(site, authorId),
        actor: { kind: requestedBy === 'admin' ? 'moderator' : 'author', id: actorId },
      }),
      prepare: () => ({ command: { type: 'EraseAuthor', authorId, requestedBy } as const }),
    });
    this.parts.settings.forgetStream(authorId);
    return executed.position;
  }

  private async eraseComments(
    { site, authorId }: ErasureEntry,
    commentIds: readonly string[],
  ): Promise<ErasedComments> {
    let [last, cleared, events, readable] = [0, 0, 0, 0];
    for (let from = 0; from < commentIds.length; from += atOnce) {
      const some = commentIds.slice(from, from + atOnce);
      last = Math.max(last, ...(await Promise.all(some.map((commentId) => this.eraseComment(site, commentId)))));
      const found = await othersWordsOn(this.parts.log, authorId, some);
      events += found.events;
      readable += found.readable;
      // Older notes of reporters and moderators are sealed under other keys, and may quote what was written.
      cleared += await this.parts.log.clearSealedIn(some);
    }
    return { last, cleared, othersWords: { events, readable } };
  }

  private async eraseComment(site: string, commentId: string): Promise<number> {
    const executed = await this.parts.executor.execute(commentDecider, {
      streamId: commentId,
      place: (state: CommentState) => ({
        siteId: site,
        partitionKey: articleKey(site, state?.articleId ?? ''),
        actor: { kind: 'system', id: null },
      }),
      prepare: () => ({ command: { type: 'EraseComment' } as const }),
    });
    return executed.position;
  }

  /** Nobody can read what is left in `sealed`; it goes all the same. Read models that were behind are looked at again. */
  private async tidy({ entry, footprint, report, erased }: Forgotten): Promise<ErasureAnswer> {
    const { cleared, othersWords } = erased;
    const sealedRemoved = cleared + (await this.parts.log.clearSealedOf(entry.authorId));
    const rows = await this.readableRows(entry, footprint, Number(report.position));
    const whole = reportOf(entry, footprint, {
      ...{ rows, position: Number(report.position), sealedRemoved, othersWords },
    });
    await keepReport(this.parts.pool, whole);
    return whole;
  }

  private warn(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    this.parts.logger.warn({ code }, 'an erasure is not finished: the next start goes on with it');
  }
}
