import type { Pool } from 'pg';
import { ErasureAnswer, type KeptRestriction } from '#contracts/answers';
import { authorDecider } from '#domain/author';
import { commentDecider } from '#domain/comment';
import type { CommentState } from '#domain/comment-state';
import type { EventLog } from '#event-store/event-log';
import type { Logger } from '#platform/logger';
import { unlessAborted } from '#platform/unless-aborted';
import type { BannedNetworks } from '../addresses/banned-networks.ts';
import { articleKey, authorKey } from '../commands/append-events.ts';
import type { CommandExecutor } from '../commands/command-executor.ts';
import type { SettingsCache } from '../commands/settings-cache.ts';
import type { Identities } from '../identity/identities.ts';
import type { KeptRestrictions } from '../identity/kept-restrictions.ts';
import { forgetClaimsOf } from '../moderation/claims.ts';
import { type Footprint, footprintOf } from './author-footprint.ts';
import { type ErasureEntry, keepReport } from './erasure-ledger.ts';
import { reportOf } from './erasure-report.ts';
import { forgetAddresses } from './forget-addresses.ts';
import { type OthersWords, othersWordsOn } from './others-words.ts';
import { countReadableRows } from './readable-rows.ts';
import { keepWhatOutlives } from './what-outlives.ts';

/** What an erasure works on. */
export interface ErasureParts {
  readonly pool: Pool;
  readonly log: EventLog;
  readonly executor: Pick<CommandExecutor, 'execute'>;
  readonly settings: Pick<SettingsCache, 'forgetStream'>;
  readonly identities: Pick<Identities, 'forget'>;
  readonly kept: Pick<KeptRestrictions, 'keep'>;
  readonly networks: Pick<BannedNetworks, 'follow' | 'forgetAuthor'>;
  /** Waits a few seconds until the read models have seen the log up to a position; false when they have not. */
  readonly settled: (position: number) => Promise<boolean>;
  readonly logger: Logger;
}

/** In this order; what an attempt was at is in the ledger. */
export type ErasureStep =
  'close' | 'keep' | 'key' | 'comments' | 'addresses' | 'claims' | 'identity' | 'sealed' | 'look';

/** Commands under way at once while a person's comments are erased: one flush of the log carries them. */
const atOnce = 100;

/**
 * One attempt to erase somebody. Every step is harmless to repeat, and none relies on an earlier attempt having done
 * one: so an attempt may end, or vanish, anywhere.
 */
export class ErasureRun {
  step: ErasureStep = 'close';
  /** Whether the read models had seen everything when it was looked for what can still be read. */
  hasSettled = false;
  /** The last event of theirs. */
  private position = 0;
  private footprint: Footprint | undefined;
  private othersWords: OthersWords;
  private kept: readonly KeptRestriction[] = [];
  /** Events whose sealed bytes were removed, by this attempt and those before it. */
  private cleared: number;
  private readonly earlier: ErasureAnswer | undefined;

  /**
   * @param report of an earlier attempt, as it is stored: what it counted cannot be counted again
   * @param signal ends the attempt before its next step
   */
  constructor(
    private readonly parts: ErasureParts,
    readonly entry: ErasureEntry,
    report: unknown,
    private signal: AbortSignal,
  ) {
    this.earlier = ErasureAnswer.safeParse(report).data;
    this.cleared = this.earlier?.events.sealedRemoved ?? 0;
    this.othersWords = { events: 0, readable: this.earlier?.othersWords?.readableInCopies ?? 0 };
  }

  /** Everything that is to be done before somebody can be told that they are forgotten. */
  async forget(actorId: string | null): Promise<void> {
    const { pool, log, identities, settings } = this.parts;
    const { authorId, site } = this.entry;
    await this.at('close', () => this.closeAccount(actorId));
    settings.forgetStream(authorId);
    this.kept = await this.at('keep', () => keepWhatOutlives(this.parts, this.entry));
    // It went with the event, unless that was stored before the two were one.
    await this.at('key', () => log.eraseSubject(authorId, site));
    const { commentIds } = await this.at('comments', () => this.eraseComments());
    await this.at('addresses', () => forgetAddresses(pool, authorId, commentIds));
    await this.at('claims', () => forgetClaimsOf(pool, authorId));
    // Last, so that the person's own token still finds them when they ask again after an interruption.
    await this.at('identity', () => identities.forget(authorId));
  }

  /** What can still be read. */
  answer(): Promise<ErasureAnswer> {
    return this.at('look', () => this.look(null));
  }

  /**
   * What nobody can read is removed as well; then it is complete, unless a read model has not followed, or something
   * was found.
   */
  async finish(signal = this.signal): Promise<ErasureAnswer> {
    this.signal = signal;
    this.cleared += await this.at('sealed', () => this.parts.log.clearSealedOf(this.entry.authorId));
    return this.at('look', () => this.look(this.cleared));
  }

  private at<T>(step: ErasureStep, work: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    this.step = step;
    return work();
  }

  /**
   * With this event the key is gone, and from it on every command of theirs is refused: what they may do is guarded by
   * this stream.
   */
  private async closeAccount(actorId: string | null): Promise<void> {
    const { authorId, site, requestedBy } = this.entry;
    const executed = await this.parts.executor.execute(authorDecider, {
      streamId: authorId,
      place: () => ({
        siteId: site,
        partitionKey: authorKey(site, authorId),
        actor: { kind: requestedBy === 'admin' ? 'moderator' : 'author', id: actorId },
      }),
      prepare: () => ({ command: { type: 'EraseAuthor', authorId, requestedBy } as const }),
    });
    const isDone = executed.kind === 'unchanged' && this.earlier !== undefined;
    this.position = isDone ? Number(this.earlier?.position) : executed.position;
  }

  private async eraseComments(): Promise<Footprint> {
    const { log } = this.parts;
    const { authorId } = this.entry;
    const footprint = await footprintOf(log, authorId);
    this.footprint = footprint;
    let [events, readable] = [0, 0];
    for (let from = 0; from < footprint.commentIds.length; from += atOnce) {
      this.signal.throwIfAborted();
      const some = footprint.commentIds.slice(from, from + atOnce);
      const last = await Promise.all((await this.notErased(some)).map((commentId) => this.eraseComment(commentId)));
      this.position = Math.max(this.position, ...last);
      const found = await othersWordsOn(log, authorId, some);
      events += found.events;
      readable += found.readable;
      // Older notes of reporters and moderators are sealed under other keys, and may quote what was written.
      this.cleared += await log.clearSealedIn(some);
    }
    // What was removed from the log cannot be tried again, and may still be in copies.
    this.othersWords = { events, readable: Math.max(readable, this.othersWords.readable) };
    return footprint;
  }

  private async notErased(commentIds: readonly string[]): Promise<string[]> {
    const outlines = await this.parts.log.readOutlines(commentIds);
    const isErased = (commentId: string): boolean =>
      outlines
        .get(commentId)
        ?.some(({ type, data }) => type === 'CommentWithdrawn' && data['because'] === 'erasure') === true;
    return commentIds.filter((commentId) => !isErased(commentId));
  }

  private async eraseComment(commentId: string): Promise<number> {
    const { site } = this.entry;
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

  private async look(sealedRemoved: number | null): Promise<ErasureAnswer> {
    const { entry, footprint, position, othersWords, kept, parts } = this;
    if (!footprint) throw new Error('nothing was forgotten yet');
    this.signal.throwIfAborted();
    const hasSettled = (await unlessAborted(parts.settled(position), this.signal)) === true;
    this.signal.throwIfAborted();
    this.hasSettled = hasSettled;
    const rows = await countReadableRows(parts.pool, entry.site, entry.authorId, footprint.commentIds);
    const report = reportOf(entry, footprint, { rows, position, hasSettled, sealedRemoved, othersWords, kept });
    await keepReport(parts.pool, report);
    return report;
  }
}
