import type { Pool } from 'pg';
import { ErasureAnswer, type KeptRestriction } from '#contracts/person-answers';
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

/** The services that an erasure uses. */
export interface ErasureParts {
  readonly pool: Pool;
  readonly log: EventLog;
  readonly executor: Pick<CommandExecutor, 'execute'>;
  readonly settings: Pick<SettingsCache, 'forgetStream'>;
  readonly identities: Pick<Identities, 'forget'>;
  readonly kept: Pick<KeptRestrictions, 'keep'>;
  readonly networks: Pick<BannedNetworks, 'follow' | 'forgetAuthor'>;
  /** Waits a few seconds for the read models to reach a position of the log. Returns false if they have not. */
  readonly settled: (position: number) => Promise<boolean>;
  readonly logger: Logger;
}

/** The steps in their order. The ledger stores the step of the last attempt. */
export type ErasureStep =
  'close' | 'keep' | 'key' | 'comments' | 'addresses' | 'claims' | 'identity' | 'sealed' | 'look';

/** Comments erased concurrently; one flush of the log appends all their events. */
const atOnce = 100;

/**
 * One attempt to erase a person. Every step is idempotent and does not rely on an earlier attempt, so that an attempt
 * may fail or be killed at any point.
 */
export class ErasureRun {
  step: ErasureStep = 'close';
  /** True if the read models had caught up when readable data was counted. */
  hasSettled = false;
  /** The position of the erasure's last event. */
  private position = 0;
  private footprint: Footprint | undefined;
  private othersWords: OthersWords;
  private kept: readonly KeptRestriction[] = [];
  /** Events whose sealed bytes were removed, by this and earlier attempts. */
  private cleared: number;
  private readonly earlier: ErasureAnswer | undefined;

  /**
   * @param report the stored report of an earlier attempt, for counts of data that it has removed
   * @param signal stops the attempt before its next step
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

  /** Runs all steps that must be done before the answer can confirm the erasure. */
  async forget(actorId: string | null): Promise<void> {
    const { pool, log, identities, settings } = this.parts;
    const { authorId, site } = this.entry;
    await this.at('close', () => this.closeAccount(actorId));
    settings.forgetStream(authorId);
    this.kept = await this.at('keep', () => keepWhatOutlives(this.parts, this.entry));
    // `close` already drops the key, except where an older version stored the event without doing so.
    await this.at('key', () => log.eraseSubject(authorId, site));
    const { commentIds } = await this.at('comments', () => this.eraseComments());
    await this.at('addresses', () => forgetAddresses(pool, authorId, commentIds));
    await this.at('claims', () => forgetClaimsOf(pool, authorId));
    // Last, so that after an interruption the person's own token still identifies them when they ask again.
    await this.at('identity', () => identities.forget(authorId));
  }

  /** The report so far, with what can still be read. */
  answer(): Promise<ErasureAnswer> {
    return this.at('look', () => this.verify(null));
  }

  /**
   * Also removes the sealed bytes. The erasure is then complete, unless a read model lags or something readable was
   * found.
   */
  async finish(signal = this.signal): Promise<ErasureAnswer> {
    this.signal = signal;
    this.cleared += await this.at('sealed', () => this.parts.log.clearSealedOf(this.entry.authorId));
    return this.at('look', () => this.verify(this.cleared));
  }

  private at<T>(step: ErasureStep, work: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    this.step = step;
    return work();
  }

  /**
   * Appends the event that drops the key. From then on every command of the person is refused, because their commands
   * are guarded by this stream's version.
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
      // Older notes of reporters and moderators are sealed under other keys, and may quote the comment.
      this.cleared += await log.clearSealedIn(some);
    }
    // Bytes that an earlier attempt removed from the log cannot be tried again, but copies may still hold them.
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

  private async verify(sealedRemoved: number | null): Promise<ErasureAnswer> {
    const { entry, footprint, position, othersWords, kept, parts } = this;
    if (!footprint) throw new Error('verify was called before forget');
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
