import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import type { ErasureAnswer, KeptRestriction } from '#contracts/answers';
import { authorDecider } from '#domain/author';
import { commentDecider } from '#domain/comment';
import type { CommentState } from '#domain/comment-state';
import { EventLog } from '#event-store/event-log';
import type { Logger } from '#platform/logger';
import { articleKey, authorKey } from '../commands/append-events';
import type { BannedNetworks } from '../addresses/banned-networks';
import { CommandExecutor } from '../commands/command-executor';
import { SettingsCache } from '../commands/settings';
import type { Identities } from '../identity/identities';
import type { KeptRestrictions } from '../identity/kept-restrictions';
import { keepWhatOutlives } from './what-outlives';
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
  readonly kept: Pick<KeptRestrictions, 'keep'>;
  readonly networks: Pick<BannedNetworks, 'follow' | 'forgetAuthor'>;
  /** Waits a few seconds until the read models have seen the log up to a position; false when they have not. */
  readonly settled: (position: number) => Promise<boolean>;
  readonly logger: Logger;
}

interface Forgotten {
  readonly entry: ErasureEntry;
  readonly footprint: Footprint;
  readonly report: ErasureAnswer;
  readonly erased: ErasedComments;
  readonly kept: readonly KeptRestriction[];
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

const shortestPauseMs = 1000;
const longestPauseMs = 60_000;

/**
 * Forgets a person. Every step is harmless to repeat, and the ledger is written first: what is not complete is looked at again until it is, and whatever is
 * interrupted is finished by the next process that starts, or by asking again.
 */
@Injectable()
export class AuthorErasure implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopped = new AbortController();

  constructor(private readonly parts: ErasureParts) {}

  onApplicationBootstrap(): void {
    void this.finishInterrupted().catch((error: unknown) => this.warn(error));
  }

  onModuleDestroy(): void {
    this.stopped.abort();
  }

  /** Erases; what is left to do behind the answer is to remove unreadable bytes from the log, and to see read models follow that are behind. */
  async erase(entry: ErasureEntry, actorId: string | null): Promise<ErasureAnswer> {
    const forgotten = await this.forget(entry, actorId);
    this.finish(forgotten).catch((error: unknown) => this.warn(error));
    return forgotten.report;
  }

  /** The same, to its end; the report is not complete where read models are behind. */
  async eraseCompletely(entry: ErasureEntry, actorId: string | null): Promise<ErasureAnswer> {
    const forgotten = await this.forget(entry, actorId);
    return this.lookAgain(forgotten, await this.removeSealed(forgotten));
  }

  private async finishInterrupted(): Promise<void> {
    for (const entry of await unfinishedErasures(this.parts.pool)) {
      const forgotten = await this.forget(entry, null);
      this.finishAndTell(forgotten).catch((error: unknown) => this.warn(error));
    }
  }

  private async finishAndTell(forgotten: Forgotten): Promise<void> {
    const isComplete = await this.finish(forgotten);
    if (isComplete)
      this.parts.logger.info({ authorId: forgotten.entry.authorId }, 'an interrupted erasure was finished');
  }

  /** Until nothing is left to do; false where that is not to be reached by looking again, or the process stops. */
  private async finish(forgotten: Forgotten): Promise<boolean> {
    let sealedRemoved: number | undefined;
    for (let pause = shortestPauseMs; !this.stopped.signal.aborted; pause = Math.min(2 * pause, longestPauseMs)) {
      try {
        sealedRemoved ??= await this.removeSealed(forgotten);
        const { completedAt } = await this.lookAgain(forgotten, sealedRemoved);
        if (completedAt !== null || forgotten.footprint.readable > 0) return completedAt !== null;
      } catch (error) {
        this.warn(error);
      }
      await delay(pause, undefined, { signal: this.stopped.signal }).catch(() => undefined);
    }
    return false;
  }

  private async forget(entry: ErasureEntry, actorId: string | null): Promise<Forgotten> {
    const { pool, log, identities } = this.parts;
    const { authorId, site } = entry;
    await recordErasure(pool, entry);
    const closed = await this.closeAccount(entry, actorId);
    const kept = await keepWhatOutlives(this.parts, entry);
    await log.eraseSubject(authorId, site);
    const footprint = await footprintOf(log, authorId);
    const erased = await this.eraseComments(entry, footprint.commentIds);
    await forgetAddresses(pool, authorId, footprint.commentIds);
    // Last, so that the person's own token still finds them when they ask again after an interruption.
    await forgetClaimsOf(pool, authorId);
    await identities.forget(authorId);
    const position = Math.max(closed, erased.last);
    const rows = await this.readableRows(entry, footprint, position);
    const report = reportOf(entry, footprint, { rows, position, othersWords: erased.othersWords, kept });
    await keepReport(pool, report);
    return { entry, footprint, report, erased, kept };
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

  /** Nobody can read what is left in `sealed`; it goes all the same. Answers in how many events. */
  private async removeSealed({ entry, erased }: Forgotten): Promise<number> {
    return erased.cleared + (await this.parts.log.clearSealedOf(entry.authorId));
  }

  /** Read models that were behind may have followed. */
  private async lookAgain(
    { entry, footprint, report, erased: { othersWords }, kept }: Forgotten,
    sealedRemoved: number,
  ): Promise<ErasureAnswer> {
    const position = Number(report.position);
    const rows = await this.readableRows(entry, footprint, position);
    const whole = reportOf(entry, footprint, { rows, position, sealedRemoved, othersWords, kept });
    await keepReport(this.parts.pool, whole);
    return whole;
  }

  private warn(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    this.parts.logger.warn({ code }, 'an erasure is not finished yet');
  }
}
