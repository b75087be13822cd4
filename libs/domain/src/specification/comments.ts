import type { DomainEvent } from '#contracts/event-schemas';
import { type Policy, defaultPolicy } from '#contracts/policy';
import type { CommentStatus, Decision, Finding } from '#contracts/vocabulary';
import type {
  DecideComment,
  EditComment,
  EraseComment,
  ReportComment,
  NoteComment,
  PolicyInForce,
  PostComment,
  Text,
  UndoDecision,
  WithdrawComment,
} from '../comment-commands.ts';
import { minute } from './given.ts';
import { eventId, id } from './identities.ts';

/** Ada's comment under one article, with events to start from and commands to try. */
const place = { commentId: id('comment'), articleId: 'article-1' };
export const ada = id('ada');
const text: Text = { body: 'Well done.', length: 10, links: [] };

export const doubtful: Finding = { rule: 'links', ruleVersion: 2, action: 'hold', evidence: { links: 9, from: 3 } };
export const inForce = (policy: Partial<Policy> = {}): PolicyInForce => ({
  policy: { ...defaultPolicy, ...policy },
  policyVersion: 3,
});

type DataOf<T extends DomainEvent['type']> = DomainEvent<T>['data'];

export const posted = (over: Partial<DataOf<'CommentPosted'>> = {}): DomainEvent<'CommentPosted'> => ({
  type: 'CommentPosted',
  data: {
    ...place,
    authorId: ada,
    parentId: null,
    rootId: place.commentId,
    depth: 0,
    authorKind: 'member',
    badge: null,
    status: 'published',
    findings: [],
    policyVersion: 3,
    textLength: 10,
    links: 0,
    language: null,
    ...over,
  },
  personal: { authorName: 'Ada', body: 'Well done.' },
});

export const edited = (
  revision: number,
  over: Partial<DataOf<'CommentEdited'>> = {},
): DomainEvent<'CommentEdited'> => ({
  type: 'CommentEdited',
  data: { ...place, authorId: ada, revision, findings: [], policyVersion: 3, textLength: 10, links: 0, ...over },
  personal: { body: 'Well done indeed.' },
});

export const withdrawn = (from: CommentStatus, over: Partial<DataOf<'CommentWithdrawn'>> = {}): DomainEvent => ({
  type: 'CommentWithdrawn',
  data: { ...place, authorId: ada, from, because: 'author', ...over },
});

export const reportedBy = (by: string, over: Partial<DataOf<'CommentFlagged'>> = {}): DomainEvent => ({
  type: 'CommentFlagged',
  data: { ...place, reporterId: id(by), reporterKind: 'member', reason: 'abuse', revision: 1, weight: 1, ...over },
});

export const held = (from: CommentStatus, because: 'reports' | 'edit' = 'reports'): DomainEvent => ({
  type: 'CommentHeld',
  data: { ...place, from, because, reports: 5, policyVersion: 3 },
});

interface Judged {
  from: CommentStatus;
  by?: string;
  batch?: string;
  revision?: number;
  ignoresReports?: true;
  to?: CommentStatus;
}

const judged = ({ from, by = 'mia', batch, revision = 1 }: Judged) => ({
  ...place,
  moderatorId: id(by),
  from,
  basedOnVersion: 1,
  revision,
  reports: 0,
  waitedSeconds: null,
  policyVersion: 3,
  batchId: batch === undefined ? null : id(batch),
});

export const approved = (how: Judged): DomainEvent => ({
  type: 'CommentApproved',
  data: { ...judged(how), ...(how.ignoresReports && { ignoreReports: true }) },
});
export const rejected = (how: Judged): DomainEvent => ({
  type: 'CommentRejected',
  data: { ...judged(how), reason: 'spam', ...(how.to && { to: how.to }) },
});
export const escalated = (how: Judged): DomainEvent => ({ type: 'CommentEscalated', data: judged(how) });
export const reopened = (how: Judged): DomainEvent => ({
  type: 'CommentReopened',
  data: { ...judged(how), status: 'held', undoes: null },
});
export const noted = (by = 'mia'): DomainEvent => ({
  type: 'CommentNoted',
  data: { ...place, moderatorId: id(by), revision: 1 },
});
/** Undoes the decision that was recorded as the given version. */
export const undone = (how: Judged, status: CommentStatus, version: number, decision: Decision): DomainEvent => ({
  type: 'CommentReopened',
  data: { ...judged(how), status, undoes: { eventId: eventId(version), decision } },
});

export const post = (over: Partial<PostComment> = {}): PostComment => ({
  type: 'PostComment',
  ...place,
  parent: null,
  author: { id: ada, kind: 'member', name: 'Ada', badge: null },
  text,
  language: null,
  findings: [],
  inForce: inForce(),
  ...over,
});

export const edit = (over: Partial<EditComment> = {}): EditComment => ({
  type: 'EditComment',
  authorId: ada,
  text,
  sameText: false,
  findings: [],
  inForce: inForce(),
  now: minute(1),
  ...over,
});

export const withdraw = (by = 'ada'): WithdrawComment => ({
  type: 'WithdrawComment',
  authorId: id(by),
  inForce: inForce(),
});
export const erase: EraseComment = { type: 'EraseComment' };

export const report = (by: string, over: Partial<ReportComment> = {}): ReportComment => ({
  type: 'ReportComment',
  reporterId: id(by),
  reporterKind: 'member',
  reason: 'abuse',
  weight: 1,
  inForce: inForce(),
  ...over,
});

export const note = (words = 'Asked the desk.', by = 'mia'): NoteComment => ({
  type: 'NoteComment',
  moderator: { id: id(by), name: by },
  note: words,
});

type DecisionFields = Partial<Omit<DecideComment, 'moderator'>> & { by?: string };

export const decide = (decision: Decision, { by = 'mia', ...over }: DecisionFields = {}): DecideComment => ({
  type: 'DecideComment',
  decision,
  ...(decision === 'reject' && { reason: 'spam' }),
  moderator: { id: id(by), name: by },
  batchId: null,
  policyVersion: 3,
  now: minute(10),
  ...over,
});

export const undo = ({ batch, ...over }: Partial<UndoDecision> & { batch?: string } = {}): UndoDecision => ({
  type: 'UndoDecision',
  moderator: { id: id('max'), name: 'max' },
  batchId: batch === undefined ? null : id(batch),
  inForce: inForce(),
  now: minute(10),
  ...over,
});

/** The shortest history that ends in each status. */
export const historyOf: Readonly<Record<CommentStatus, readonly DomainEvent[]>> = {
  published: [posted()],
  held: [posted({ status: 'held' })],
  approved: [posted({ status: 'held' }), approved({ from: 'held' })],
  rejected: [posted(), rejected({ from: 'published' })],
  escalated: [posted(), escalated({ from: 'published' })],
  withdrawn: [posted(), withdrawn('published')],
  erased: [posted(), withdrawn('published', { because: 'erasure' })],
};
