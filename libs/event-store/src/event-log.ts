import type { Pool } from 'pg';
import { callSoon } from '#platform/last-resort';
import { createPool } from '#platform/postgres';
import type { AppendRequest, AppendVerdict, IdempotentAnswer } from './appending/append.ts';
import { AppendConnection } from './appending/append-connection.ts';
import type { AppendOutcomes } from './appending/append-outcomes.ts';
import { appendErasure } from './appending/append-erasure.ts';
import { LogUnavailable, SubjectErased } from './append-errors.ts';
import { readReach } from './restoring/reach.ts';
import { encodeAppend, type EncodedAppend } from './appending/encode-append.ts';
import type { OpenedEvent, SealedEvent, StoredEvent } from './event.ts';
import { followEvents, type FeedOptions } from './reading/event-feed.ts';
import { type EventPage, EventReader } from './reading/event-reader.ts';
import type { FlushAnswer, OtherSubjectKey } from './appending/flush-sink.ts';
import { GroupCommit } from './appending/group-commit.ts';
import { findIdempotent, pruneIdempotencyKeys } from './appending/idempotency.ts';
import type { Keyring } from './keys/keyring.ts';
import { readLogIdentity, type StoredIdentity } from './restoring/log-identity.ts';
import { openPersonal, personsToOpen } from './keys/open-personal.ts';
import { clearSealedAt, clearSealedIn, eraseSubjectKey, isSubjectErased } from './keys/subject-erasure.ts';
import { refuseUnfinishedRestore } from './restoring/restoring.ts';
import { SubjectKeys } from './keys/subject-keys.ts';
import { refuseOtherWrappingKey } from './keys/wrapping-key-guard.ts';

export interface EventLogOptions {
  readonly connectionString: string;
  readonly keyring: Keyring;
  /** Maximum number of connections for reading, opened when needed. Appending uses one more. */
  readonly readConnections?: number;
  /** Milliseconds after which the outcome of an unanswered append counts as unknown. */
  readonly answerWithin?: number;
}

/**
 * The event log in PostgreSQL. Connects when it is first used. Call `start` first to detect errors that only the
 * operator can fix. Appends of one process share a connection and its commits. Any number of processes may append.
 */
export class EventLog {
  private readonly pool: Pool;
  private readonly reader: EventReader;
  private readonly subjects: SubjectKeys;
  private readonly commits: GroupCommit;
  private readonly listeners = new Set<() => void>();
  private closed: Promise<void> | undefined;

  constructor(private readonly options: EventLogOptions) {
    const { connectionString, keyring, readConnections = 4, answerWithin } = options;
    this.pool = createPool(connectionString, readConnections, 'colloquy read');
    this.reader = new EventReader(this.pool);
    this.subjects = new SubjectKeys(this.pool, keyring);
    const connection = new AppendConnection(connectionString, keyring, answerWithin);
    this.commits = new GroupCommit(connection, () => this.notifyListeners());
  }

  /**
   * @throws StartupError if the database's personal data is sealed under another wrapping key, or if a restore is not
   * finished (unless `isRestoring`)
   */
  async start({ isRestoring = false } = {}): Promise<void> {
    await refuseOtherWrappingKey(this.pool, this.options.keyring);
    if (!isRestoring) await refuseUnfinishedRestore(this.pool);
    await this.subjects.start();
  }

  /**
   * Stores the events of a request durably, or returns why it did not.
   * @throws InvalidEvent or SubjectErased (final), Overloaded or LogUnavailable (nothing was stored: retry later),
   * OutcomeUnknown (retry with the same idempotency key)
   */
  async append(request: AppendRequest): Promise<AppendVerdict> {
    for (let attempt = 1; attempt <= sealingAttempts; attempt++) {
      const encoded = encodeAppend(request, this.subjects);
      const answer = await this.store(encoded, request);
      if (answer.kind === 'appended') this.confirmKeys(encoded);
      if (answer.kind !== 'other-subject-key') return answer;
      this.adoptKeys(answer);
    }
    throw new LogUnavailable(`the subjects' keys changed ${sealingAttempts} times under one append`);
  }

  readStream(streamId: string): Promise<StoredEvent[]> {
    return this.reader.readStream(streamId);
  }

  readStreams(streamIds: readonly string[]): Promise<Map<string, StoredEvent[]>> {
    return this.reader.readStreams(streamIds);
  }

  readOutlines(streamIds: readonly string[]): Promise<Map<string, StoredEvent[]>> {
    return this.reader.readOutlines(streamIds);
  }

  readEvents(streamIds: readonly string[], eventIds: readonly string[]): Promise<StoredEvent[]> {
    return this.reader.readEvents(streamIds, eventIds);
  }

  readStreamAfter(streamId: string, version: number, most: { limit: number; bytes: number }): Promise<EventPage> {
    return this.reader.readStreamAfter(streamId, version, most);
  }

  /**
   * Returns the next events after a position, or none at the end of the log. Large events may make it fewer than
   * `limit`.
   */
  async readAfter(position: number, limit: number): Promise<StoredEvent[]> {
    return (await this.readPage(position, limit)).events;
  }

  /** Like `readAfter`, and also returns whether there may be more. */
  readPage(position: number, limit: number, bytes: number = mostBytes): Promise<EventPage> {
    return this.reader.readAfter(position, { limit, bytes });
  }

  readOutlineAfter(position: number, limit: number): Promise<EventPage> {
    return this.reader.readOutlineAfter(position, limit);
  }

  readOutlinesUpTo(position: number, limit: number): Promise<StoredEvent[]> {
    return this.reader.readOutlinesUpTo(position, limit);
  }

  /** Yields, in chunks, all events that a subject caused or that contain data about them. */
  async *eventsAbout(subjectId: string): AsyncGenerator<StoredEvent[], void> {
    const positions = await this.reader.positionsAbout(subjectId);
    for (let from = 0; from < positions.length; from += readAtOnce)
      yield await this.reader.readAt(positions.slice(from, from + readAtOnce));
  }

  /** Returns the events at these positions. Positions without an event are skipped. */
  readAt(positions: readonly number[]): Promise<StoredEvent[]> {
    return this.reader.readAt(positions);
  }

  keysBetween(after: number, upTo: number): Promise<string[]> {
    return this.reader.keysBetween(after, upTo);
  }

  endOfNext(after: number, upTo: number, limit: number): Promise<number> {
    return this.reader.endOfNext(after, upTo, limit);
  }

  head(): Promise<number> {
    return this.reader.head();
  }

  /**
   * Returns the highest position that a checkpoint may have: the head, or the position that an operator bumped the log
   * to. See refuseCheckpointBeyondLog.
   */
  reach(): Promise<number> {
    return readReach(this.pool);
  }

  /** Whether the appends of this process succeed. */
  get outcomes(): AppendOutcomes {
    return this.commits.outcomes;
  }

  /** Returns the id of this log and its epochs. */
  identity(): Promise<StoredIdentity> {
    return readLogIdentity(this.pool);
  }

  follow(after: number, options: FeedOptions): AsyncGenerator<StoredEvent[], void> {
    return followEvents(this, after, options);
  }

  /** Calls the listener soon after this process appended events. Returns a function that stops this. */
  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  findIdempotent(scope: string, key: string): Promise<IdempotentAnswer | undefined> {
    return findIdempotent(this.pool, scope, key);
  }

  /** Removes idempotency keys that are older than 24 h. Returns their number. */
  pruneIdempotencyKeys(): Promise<number> {
    return pruneIdempotencyKeys(this.pool);
  }

  /**
   * Decrypts personal data. Returns null for subjects erased by this process, or more than a second ago by another one.
   * @throws Error if bytes were tampered with or a key was lost; LogUnavailable if the database answers too slowly to
   * find out which keys are in force
   */
  async open<Event extends SealedEvent>(events: readonly Event[]): Promise<(Event & Pick<OpenedEvent, 'personal'>)[]> {
    const keys = await this.subjects.forOpening(new Set(events.flatMap(personsToOpen)));
    return events.map((event) => ({ ...event, personal: openPersonal(event, keys) }));
  }

  /**
   * Makes all personal data of a subject, and texts of others about them, unreadable, and prevents storing more. Other
   * processes may decrypt with a cached key for one more second. Repeating it is harmless.
   */
  async eraseSubject(subjectId: string, siteId: string): Promise<void> {
    await eraseSubjectKey(this.pool, subjectId, siteId);
    this.subjects.forget(subjectId);
  }

  /** True if the subject's key was destroyed. */
  isErased(subjectId: string): Promise<boolean> {
    return isSubjectErased(this.pool, subjectId);
  }

  /** Sets the sealed bytes of an erased subject to null. Returns the number of events changed. */
  async clearSealedOf(subjectId: string): Promise<number> {
    return clearSealedAt(this.pool, subjectId, await this.reader.positionsAbout(subjectId));
  }

  /**
   * Sets all sealed data in these streams to null, for all subjects, such as notes about an erased comment.
   * Returns the number of events changed.
   */
  clearSealedIn(streamIds: readonly string[]): Promise<number> {
    return clearSealedIn(this.pool, streamIds);
  }

  /** Completes the waiting appends, rejects new ones, and disconnects. */
  close(): Promise<void> {
    this.closed ??= this.commits.close().then(() => this.pool.end());
    return this.closed;
  }

  private async store(encoded: EncodedAppend, { erases }: AppendRequest): Promise<FlushAnswer> {
    if (!erases) return this.commits.append(encoded);
    const answer = await appendErasure(this.pool, encoded, erases);
    if (answer.kind === 'appended') {
      this.subjects.forget(erases.subjectId);
      this.notifyListeners();
    }
    return answer;
  }

  private confirmKeys({ subjectKeys }: EncodedAppend): void {
    for (const [subjectId, key] of subjectKeys) this.subjects.confirm(subjectId, key);
  }

  private adoptKeys({ inForce }: OtherSubjectKey): void {
    for (const { subjectId, wrappedKey } of inForce) {
      if (wrappedKey === null) throw new SubjectErased(subjectId);
      this.subjects.adopt(subjectId, wrappedKey);
    }
  }

  private notifyListeners(): void {
    for (const listener of this.listeners) callSoon(listener);
  }
}

// In bytes as stored. Readers decrypt, parse and forward a page, and hold several copies of it.
const mostBytes = 8_000_000;

// Number of events; some megabytes at most.
const readAtOnce = 200;

// The second attempt succeeds, unless the operator rewraps keys in between.
const sealingAttempts = 5;
