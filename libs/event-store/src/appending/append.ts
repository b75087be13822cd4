import type { EventToAppend, JsonObject } from '../event.ts';

/** Events for one stream, and the conditions for storing them. */
export interface AppendRequest {
  streamId: string;
  /** The version that the stream must have; 0: it must not exist. */
  expectedVersion: number;
  /** Stored together or not at all. If empty, only the conditions are checked and the idempotency key is recorded. */
  events: readonly EventToAppend[];
  /** Other streams that must have this version; 0: must not exist. */
  guards?: readonly { streamId: string; version: number }[];
  /** `result` is returned to retries. It remains up to a day after an erasure, so it must not contain personal data. */
  idempotency?: { scope: string; key: string; requestHash: Buffer; result: JsonObject };
  /** The subject that these events erase. Their key is destroyed in the same transaction. */
  erases?: { subjectId: string; siteId: string };
}

export interface Appended {
  kind: 'appended';
  /** Position of the last event; of the log's last event if the request had no events. */
  position: number;
  firstPosition: number;
  /** The new version of the stream. */
  version: number;
  recordedAt: Date;
}

/** The outcome of a request. Only `appended` stored anything. */
export type AppendVerdict =
  | Appended
  | { kind: 'conflict'; actualVersion: number }
  | { kind: 'guard-failed' }
  | ({ kind: 'replayed' } & IdempotentAnswer);

/** The data recorded when an idempotency key was first used. */
export interface IdempotentAnswer {
  /** If it differs from the request's own hash, the key was used for another request. */
  requestHash: Buffer;
  result: JsonObject;
  position: number;
}
