import type { EventToAppend, JsonObject } from '../event.ts';

/** Events for one stream, and what must hold when they are stored. */
export interface AppendRequest {
  streamId: string;
  /** The version that the stream must stand at; 0: it must not exist. */
  expectedVersion: number;
  /** Stored together, or not at all. None: only the expectations are checked and the idempotency key is recorded. */
  events: readonly EventToAppend[];
  /** Other streams that must still stand at this version; 0: must not exist. */
  guards?: readonly { streamId: string; version: number }[];
  /**
   * `result` is what a repetition is answered with; it outlives an erasure by a day, so nothing personal belongs in it.
   */
  idempotency?: { scope: string; key: string; requestHash: Buffer; result: JsonObject };
  /** A subject who is erased by these events: their key is dropped with them, or neither is. */
  erases?: { subjectId: string; siteId: string };
}

export interface Appended {
  kind: 'appended';
  /** Of the last event; of the log's last event where the request had none. */
  position: number;
  firstPosition: number;
  /** The stream's version now. */
  version: number;
  recordedAt: Date;
}

/** What became of a request. Only `appended` stored anything. */
export type AppendVerdict =
  | Appended
  | { kind: 'conflict'; actualVersion: number }
  | { kind: 'guard-failed' }
  | ({ kind: 'replayed' } & IdempotentAnswer);

/** What was recorded with an idempotency key when it was first used. */
export interface IdempotentAnswer {
  /** Another hash than the request's own: the key was used for something else. */
  requestHash: Buffer;
  result: JsonObject;
  position: number;
}
