import { epochMarkType } from '#contracts/epoch-mark';
import { readLabel } from '#contracts/log-identity';
import type { IncomingRecord } from '#messaging/record';

/** What a record in an event topic says of its event. */
export interface Published {
  readonly topic: string;
  /** `topic/partition`. */
  readonly place: string;
  readonly position: number;
  readonly id: string;
  readonly type: string;
  /** Undefined on records of versions that knew no log id. */
  readonly logId: string | undefined;
  readonly epoch: number;
  /** It says that an epoch begins, and is no event. */
  readonly isMark: boolean;
}

/** Undefined for what no relay wrote. Only headers are looked at. */
export function readPublished({ topic, partition, headers }: IncomingRecord): Published | undefined {
  const { ce_id: id, ce_position: text = '', ce_type: type, ce_log: log } = headers;
  const position = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (id === undefined || type === undefined || !Number.isSafeInteger(position)) return undefined;
  const label = log === undefined ? undefined : readLabel(log);
  const place = `${topic}/${partition}`;
  return {
    topic,
    place,
    position,
    id,
    type,
    logId: label?.logId,
    epoch: label?.epoch ?? 1,
    isMark: type === epochMarkType,
  };
}
