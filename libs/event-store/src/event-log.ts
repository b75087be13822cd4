import type { Pool } from 'pg';
import { callSoon } from '#platform/last-resort';
import { createPool } from '#platform/postgres';
import type { AppendRequest, AppendVerdict, IdempotentAnswer } from './appending/append.ts';
import { AppendConnection } from './appending/append-connection.ts';
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
  /** Connections to read with, opened as they are needed; one more appends. */
  readonly readConnections?: number;
  /** Milliseconds after which an append without an answer counts as unknown. */
  readonly answerWithin?: number;
}

/**
 * The event log in PostgreSQL. Connects when it is first used; `start` first, to have what the operator must mend
 * refused at once. Appends of one process share a connection and its commits; any number of processes may append.
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
    this.commits = new GroupCommit(connection, () => this.tellListeners());
  }

  /**
   * Throws StartupError where the database's personal data is sealed under another wrapping key, or a restore is not
   * finished, unless it is what starts.
   */
  async start({ isRestoring = false } = {}): Promise<void> {
    await refuseOtherWrappingKey(this.pool, this.options.keyring);
    if (!isRestoring) await refuseUnfinishedRestore(this.pool);
    await this.subjects.start();
  }

  /**
   * Stores a request's events durably, or tells why not. Rejects with InvalidEvent and SubjectErased (for good),
   * Overloaded and LogUnavailable (nothing was stored: later), OutcomeUnknown (repeat with the same idempotency key).
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
   * The next events behind a position. Fewer than asked for may come where they are large; none come where there are
   * none.
   */
  async readAfter(position: number, limit: number): Promise<StoredEvent[]> {
    return (await this.readPage(position, limit)).events;
  }

  /** The same, and whether there may be more. */
  readPage(position: number, limit: number, bytes: number = mostBytes): Promise<EventPage> {
    return this.reader.readAfter(position, { limit, bytes });
  }

  readOutlineAfter(position: number, limit: number): Promise<EventPage> {
    return this.reader.readOutlineAfter(position, limit);
  }

  readOutlinesUpTo(position: number, limit: number): Promise<StoredEvent[]> {
    return this.reader.readOutlinesUpTo(position, limit);
  }

  /** Everything that a subject caused, or that says something about them, as the log stands now, a chunk at a time. */
  async *eventsAbout(subjectId: string): AsyncGenerator<StoredEvent[], void> {
    const positions = await this.reader.positionsAbout(subjectId);
    for (let from = 0; from < positions.length; from += readAtOnce)
      yield await this.reader.readAt(positions.slice(from, from + readAtOnce));
  }

  /** The events at these positions; those where there is none are missing. */
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
   * What a checkpoint must not lie beyond: the head, or where an operator bumped the log to. See
   * refuseCheckpointBeyondLog.
   */
  reach(): Promise<number> {
    return readReach(this.pool);
  }

  /** Which log this is, and its epochs. */
  identity(): Promise<StoredIdentity> {
    return readLogIdentity(this.pool);
  }

  follow(after: number, options: FeedOptions): AsyncGenerator<StoredEvent[], void> {
    return followEvents(this, after, options);
  }

  /** Calls back soon after events were appended by this process. Answers how to stop that. */
  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  findIdempotent(scope: string, key: string): Promise<IdempotentAnswer | undefined> {
    return findIdempotent(this.pool, scope, key);
  }

  /** Removes the idempotency keys that are older than 24 h; answers how many. */
  pruneIdempotencyKeys(): Promise<number> {
    return pruneIdempotencyKeys(this.pool);
  }

  /**
   * Unseals personal data, null where it was erased: by this process, or a second ago by another. Throws where bytes
   * were tampered with or a key was lost, and LogUnavailable where the database answers too slowly to tell whose keys
   * are in force.
   */
  async open<Event extends SealedEvent>(events: readonly Event[]): Promise<(Event & Pick<OpenedEvent, 'personal'>)[]> {
    const keys = await this.subjects.forOpening(new Set(events.flatMap(personsToOpen)));
    return events.map((event) => ({ ...event, personal: openPersonal(event, keys) }));
  }

  /**
   * Makes all personal data of a subject unreadable, and what others wrote about them, and any more of it refused.
   * Another process that has read some of it can do so for a second more. Harmless to repeat.
   */
  async eraseSubject(subjectId: string, siteId: string): Promise<void> {
    await eraseSubjectKey(this.pool, subjectId, siteId);
    this.subjects.forget(subjectId);
  }

  /** Whether a subject's key was dropped. */
  isErased(subjectId: string): Promise<boolean> {
    return isSubjectErased(this.pool, subjectId);
  }

  /** Nulls the sealed bytes that an erasure left behind. Answers in how many events. */
  async clearSealedOf(subjectId: string): Promise<number> {
    return clearSealedAt(this.pool, subjectId, await this.reader.positionsAbout(subjectId));
  }

  /**
   * Nulls everything sealed in these streams, whoever it belongs to: what others noted about something that was erased.
   * Answers in how many events.
   */
  clearSealedIn(streamIds: readonly string[]): Promise<number> {
    return clearSealedIn(this.pool, streamIds);
  }

  /** Finishes the appends that wait, takes no more, and disconnects. */
  close(): Promise<void> {
    this.closed ??= this.commits.close().then(() => this.pool.end());
    return this.closed;
  }

  private async store(encoded: EncodedAppend, { erases }: AppendRequest): Promise<FlushAnswer> {
    if (!erases) return this.commits.append(encoded);
    const answer = await appendErasure(this.pool, encoded, erases);
    if (answer.kind === 'appended') {
      this.subjects.forget(erases.subjectId);
      this.tellListeners();
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

  private tellListeners(): void {
    for (const listener of this.listeners) callSoon(listener);
  }
}

// As stored. Whoever reads a page opens, parses and passes it on, and holds it several times over.
const mostBytes = 8_000_000;

// Events; some megabytes at most.
const readAtOnce = 200;

// The second succeeds, unless the operator rewraps the keys in between.
const sealingAttempts = 5;
