import type { RecordedEvent } from '#contracts/event-schemas';
import type { QueueName } from '#contracts/vocabulary';
import type { CommentRow } from './rows.ts';
import { type Moment, type Threshold, readTrail } from './trail.ts';

/** Differences. */
export interface QuarterRow {
  readonly site_id: string;
  readonly quarter: string;
  readonly queue: QueueName;
  came: number;
  went: number;
}
export interface WaitingRow {
  readonly site_id: string;
  readonly article_id: string;
  waiting: number;
}
export interface RuleRow {
  readonly site_id: string;
  readonly quarter: string;
  readonly rule: string;
  held: number;
}

/** The changes of a batch to the counts. */
export class Tally {
  readonly quarters = new Map<string, QuarterRow>();
  readonly waiting = new Map<string, WaitingRow>();
  readonly rules = new Map<string, RuleRow>();
  /** The queues in which decided comments waited: as counted before, and as counted now. */
  readonly decidedBefore = new Map<string, QueueName | null>();
  readonly decidedNow = new Map<string, QueueName | null>();

  /** Adds a comment's path through the queues, or subtracts it. */
  add(comment: CommentRow, trail: readonly Moment[], thresholds: readonly Threshold[], sign: 1 | -1): void {
    const decided = sign === 1 ? this.decidedNow : this.decidedBefore;
    const queue = readTrail(trail, thresholds, {
      moved: (at, from, to) => {
        if (from !== null) this.quarter(comment.site_id, at, from).went += sign;
        if (to !== null) this.quarter(comment.site_id, at, to).came += sign;
      },
      decided: (eventId, waitedIn) => void decided.set(eventId, waitedIn),
    });
    const waits = queue === null ? 0 : sign;
    const key = `${comment.site_id}/${comment.article_id}`;
    const row = this.waiting.get(key);
    if (row) row.waiting += waits;
    else this.waiting.set(key, { site_id: comment.site_id, article_id: comment.article_id, waiting: waits });
  }

  held({ siteId, at }: RecordedEvent, rules: readonly string[]): void {
    const quarter = quarterOf(at.getTime());
    for (const rule of rules) {
      const key = `${siteId} ${quarter} ${rule}`;
      const row = this.rules.get(key) ?? { site_id: siteId, quarter, rule, held: 0 };
      row.held += 1;
      this.rules.set(key, row);
    }
  }

  private quarter(siteId: string, at: number, queue: QueueName): QuarterRow {
    const quarter = quarterOf(at);
    const key = `${siteId} ${quarter} ${queue}`;
    const row = this.quarters.get(key) ?? { site_id: siteId, quarter, queue, came: 0, went: 0 };
    this.quarters.set(key, row);
    return row;
  }
}

const quarterMs = 15 * 60_000;

/** Returns the beginning of the quarter of an hour. */
const quarterOf = (at: number): string => new Date(at - (at % quarterMs)).toISOString();
