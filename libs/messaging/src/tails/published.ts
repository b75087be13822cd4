import { epochMarkType } from '#contracts/epoch-mark';
import { type LogLabel, readLabel } from '#contracts/log-identity';
import type { IncomingRecord } from '../record.ts';

/** The place in the log of a record in an event topic. */
export interface Published {
  readonly eventId: string;
  readonly position: number;
  readonly prev: number | undefined;
  /** Undefined in records of older versions. */
  readonly log: LogLabel | undefined;
  /** True for a mark of the beginning of an epoch, which is not an event. */
  readonly isMark: boolean;
}

/** Returns undefined for a record that this service did not write. */
export function publishedIn({ headers }: IncomingRecord): Published | undefined {
  const { ce_id: eventId, ce_position: position, ce_prev: prev, ce_log: log } = headers;
  if (eventId === undefined || !/^\d{1,16}$/.test(position ?? '')) return undefined;
  return {
    eventId,
    position: Number(position),
    prev: prev === undefined ? undefined : Number(prev),
    log: log === undefined ? undefined : readLabel(log),
    isMark: headers['ce_type'] === epochMarkType,
  };
}

export const isPublished = (record: IncomingRecord): boolean => publishedIn(record) !== undefined;
