import type { ErasureAnswer, KeptRestriction } from '#contracts/person-answers';
import type { Footprint } from './author-footprint.ts';
import type { ErasureEntry } from './erasure-ledger.ts';
import type { OthersWords } from './others-words.ts';

/** The results of a run, other than the person's footprint in the log. */
interface Found {
  readonly rows: number;
  readonly position: number;
  /**
   * True if the read models have reached the position. One that has not may still write words that it decrypted before
   * the key was dropped.
   */
  readonly hasSettled: boolean;
  readonly othersWords: OthersWords;
  readonly kept: readonly KeptRestriction[];
  readonly sealedRemoved?: number | null;
}

/** The erasure is complete once all steps are done, every read model has caught up, and nothing readable was found. */
export function reportOf(
  { authorId, site, requestedBy, requestedAt }: ErasureEntry,
  footprint: Footprint,
  { rows, position, hasSettled, othersWords, kept, sealedRemoved = null }: Found,
): ErasureAnswer {
  const stillReadable = footprint.readable + rows;
  const isComplete = sealedRemoved !== null && hasSettled && stillReadable === 0;
  return {
    authorId,
    site,
    requestedBy,
    requestedAt,
    position: String(position),
    stillReadable,
    completedAt: isComplete ? new Date().toISOString() : null,
    events: {
      touched: footprint.events,
      withPersonalData: footprint.withPersonalData,
      stillReadable: footprint.readable,
      sealedRemoved,
    },
    comments: footprint.commentIds.length,
    othersWords: { events: othersWords.events, readableInCopies: othersWords.readable },
    rows: { comments: footprint.commentIds.length, flagNotes: footprint.flagNotes, stillReadable: rows },
    kept: [...kept],
    topics: [...footprint.topics].map(([topic, events]) => ({ topic, events, unreadableBy: 'the dropped key' })),
  };
}
