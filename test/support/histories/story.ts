import type { DomainEvent, RecordedEvent } from '#contracts/event-schemas';
import type { CommentStatus, EditReview, Finding, ReportReason } from '#contracts/vocabulary';
import { chanceOf } from './chance.ts';

type Posted = Extract<DomainEvent, { type: 'CommentPosted' }>;
type Posting = Partial<Posted['data']> & { body?: string; name?: string; parent?: string };
type Judgement = 'CommentApproved' | 'CommentCleared' | 'CommentRejected' | 'CommentEscalated' | 'CommentReopened';

/** Builds a sequence of events as a log would hold them. Fields that a spec does not give get default values. */
export class Story {
  readonly events: RecordedEvent[] = [];
  private readonly chance = chanceOf(1);
  private readonly posted = new Map<string, Posted['data']>();
  private readonly statuses = new Map<string, CommentStatus>();
  private readonly versions = new Map<string, number>();
  private readonly start = Date.UTC(2026, 5, 1);
  private readonly site: string;
  private next = 0;

  constructor(site = 'default') {
    this.site = site;
  }

  get position(): number {
    return this.next;
  }

  /** The time of the event at a position. */
  at(position = this.next): Date {
    return new Date(this.start + position * 60_000);
  }

  id(): string {
    return this.chance.uuid();
  }

  /** Returns the events added since the last call. */
  take(): RecordedEvent[] {
    return this.events.splice(0);
  }

  /** Posts a comment, or a reply to `parent`, and returns its id. */
  post({ body = 'A comment', name = 'Ada', parent, ...differences }: Posting = {}): string {
    const commentId = this.id();
    const above = parent === undefined ? undefined : this.posted.get(parent);
    const data: Posted['data'] = {
      commentId,
      articleId: above?.articleId ?? 'an-article',
      authorId: this.id(),
      parentId: parent ?? null,
      rootId: above?.rootId ?? commentId,
      depth: above ? above.depth + 1 : 0,
      authorKind: 'member',
      badge: null,
      status: 'published',
      findings: [],
      policyVersion: 0,
      textLength: body.length,
      links: 0,
      language: null,
      ...differences,
    };
    this.posted.set(commentId, data);
    this.statuses.set(commentId, data.status);
    this.record(commentId, { type: 'CommentPosted', data, personal: { authorName: name, body } });
    return commentId;
  }

  edit(commentId: string, body: string, revision = 2, review?: EditReview): void {
    const { authorId } = this.dataOf(commentId);
    const measures = { findings: [] as Finding[], policyVersion: 0, textLength: body.length, links: 0 };
    const data = { ...this.place(commentId), authorId, revision, ...measures, ...(review && { review }) };
    this.record(commentId, { type: 'CommentEdited', data, personal: { body } });
    if (this.statuses.get(commentId) === 'approved') this.statuses.set(commentId, 'published');
  }

  like(commentId: string, times = 1): void {
    for (let time = 0; time < times; time++) {
      const data = { ...this.place(commentId), readerId: this.id() };
      this.record(this.id(), { type: 'CommentLiked', data });
    }
  }

  report(commentId: string, reporterId = this.id(), reason: ReportReason = 'spam', note?: string, weight = 1): void {
    const data = { ...this.place(commentId), reporterId, reporterKind: 'member' as const, reason, revision: 1, weight };
    this.record(commentId, { type: 'CommentFlagged', data, ...(note !== undefined && { personal: { note } }) });
  }

  withdraw(commentId: string, because: 'author' | 'erasure' = 'author', onRecord?: CommentStatus): void {
    const { authorId } = this.dataOf(commentId);
    const from = this.status(commentId);
    const data = { ...this.place(commentId), authorId, from, because, ...(onRecord && { onRecord }) };
    this.record(commentId, { type: 'CommentWithdrawn', data });
    this.statuses.set(commentId, because === 'author' ? 'withdrawn' : 'erased');
  }

  hold(commentId: string): void {
    const data = { ...this.place(commentId), from: this.status(commentId), because: 'reports' as const };
    this.record(commentId, { type: 'CommentHeld', data: { ...data, reports: 1, policyVersion: 0 } });
    this.statuses.set(commentId, 'held');
  }

  /** Adds a moderator's decision, and returns the id of the event. */
  decide(
    commentId: string,
    type: Exclude<Judgement, 'CommentReopened'>,
    batchId: string | null = null,
    differences: { moderatorId?: string; reports?: number } = {},
  ): string {
    const statuses = {
      CommentApproved: 'approved',
      CommentCleared: 'withdrawn',
      CommentRejected: 'rejected',
      CommentEscalated: 'escalated',
    } as const;
    const isWithdrawn = this.status(commentId) === 'withdrawn';
    const data = {
      ...this.provenance(commentId, batchId),
      ...(isWithdrawn && { to: 'withdrawn' as const }),
      ...differences,
      ...(type === 'CommentRejected' && { reason: 'spam' as const }),
    };
    const eventId = this.record(commentId, { type, data, personal: { moderatorName: 'Mo' } } as DomainEvent);
    this.statuses.set(commentId, isWithdrawn ? 'withdrawn' : statuses[type]);
    return eventId;
  }

  /** Undoes a decision. */
  undo(commentId: string, eventId: string, status: CommentStatus): void {
    const undoes = { eventId, decision: 'approve' as const };
    const data = { ...this.provenance(commentId, null), status, undoes };
    this.record(commentId, { type: 'CommentReopened', data, personal: { moderatorName: 'Mo' } });
    this.statuses.set(commentId, status);
  }

  add(event: DomainEvent, streamId = this.id()): string {
    return this.record(streamId, event);
  }

  articleOf(commentId: string): string {
    return this.dataOf(commentId).articleId;
  }

  authorOf(commentId: string): string {
    return this.dataOf(commentId).authorId;
  }

  private provenance(commentId: string, batchId: string | null) {
    const judged = { basedOnVersion: 1, revision: 1, reports: 0, waitedSeconds: null, policyVersion: 0, batchId };
    return { ...this.place(commentId), moderatorId: this.id(), from: this.status(commentId), ...judged };
  }

  private place(commentId: string) {
    return { commentId, articleId: this.dataOf(commentId).articleId };
  }

  private status(commentId: string): CommentStatus {
    return this.statuses.get(commentId) ?? 'published';
  }

  private dataOf(commentId: string): Posted['data'] {
    const data = this.posted.get(commentId);
    if (!data) throw new Error(`no comment ${commentId} in this story`);
    return data;
  }

  private record(streamId: string, event: DomainEvent): string {
    const version = (this.versions.get(streamId) ?? 0) + 1;
    this.versions.set(streamId, version);
    this.next += 1;
    const eventId = this.id();
    const place = { eventId, siteId: this.site, position: this.next, version, at: this.at(this.next), meta: {} };
    this.events.push({ personal: null, ...event, ...place } as RecordedEvent);
    return eventId;
  }
}
