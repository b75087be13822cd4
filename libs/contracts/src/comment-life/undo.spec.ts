import { type TakenBack, hasUndoable, restored, takenBack } from './undo.ts';
import type { Undo } from './decisions.ts';
import type { JsonEvent } from './clear-event.ts';

let next = 0;
const event = (type: string, data: Record<string, unknown> = {}): JsonEvent => ({ eventId: `e${++next}`, type, data });
const posted = event('CommentPosted', { status: 'published' });
const approved = event('CommentApproved', { from: 'published' });
const undoing = ({ eventId }: JsonEvent, status = 'published'): JsonEvent =>
  event('CommentReopened', { from: 'approved', status, undoes: { eventId, decision: 'approve' } });

describe('the last decision on a comment', () => {
  it('can be undone once', () => {
    expect(hasUndoable([posted])).toBe(false);
    expect(hasUndoable([posted, approved])).toBe(true);
    expect(hasUndoable([posted, approved, undoing(approved)])).toBe(false);
  });

  it('can be undone after the later one was undone', () => {
    const escalated = event('CommentEscalated', { from: 'published' });
    const rejected = event('CommentRejected', { from: 'escalated', reason: 'spam' });
    const undone = undoing(rejected, 'escalated');
    expect(hasUndoable([posted, escalated, rejected, undone])).toBe(true);
    expect(hasUndoable([posted, escalated, rejected, undone, undoing(escalated)])).toBe(false);
  });

  it('cannot be undone after the author changed the text, or reports hid the comment', () => {
    expect(hasUndoable([posted, approved, event('CommentEdited', { revision: 2 })])).toBe(false);
    expect(hasUndoable([posted, approved, event('CommentFlagged', { weight: 1 })])).toBe(true);
    expect(hasUndoable([posted, approved, event('CommentHeld', { from: 'approved' })])).toBe(false);
  });

  it('can be undone if it put the comment into the queue itself', () => {
    const rejected = event('CommentRejected', { from: 'published', reason: 'spam' });
    const reopened = event('CommentReopened', { from: 'rejected', status: 'held', undoes: null });
    expect(hasUndoable([posted, rejected, reopened])).toBe(true);
  });

  it('cannot be undone if the comment is gone', () => {
    expect(hasUndoable([posted, approved, event('CommentWithdrawn', { from: 'approved', because: 'author' })])).toBe(
      false,
    );
  });

  it('can be undone on a withdrawn comment that moderators can still decide', () => {
    const rejected = event('CommentRejected', { from: 'published', reason: 'spam' });
    expect(hasUndoable([posted, rejected, event('CommentWithdrawn', { from: 'rejected', because: 'author' })])).toBe(
      true,
    );
    const withdrawn = event('CommentWithdrawn', { from: 'published', because: 'author', onRecord: 'published' });
    const cleared = event('CommentCleared', { from: 'withdrawn', to: 'withdrawn' });
    expect(hasUndoable([posted, withdrawn])).toBe(false);
    expect(hasUndoable([posted, withdrawn, cleared])).toBe(true);
  });
});

type Data = Undo['data'];
const undo = (undoes: Partial<Data['undoes']>, restores?: Data['restores']): Undo => ({
  type: 'CommentReopened',
  data: {
    commentId: 'c',
    articleId: 'a',
    moderatorId: 'm',
    from: 'rejected',
    basedOnVersion: 4,
    revision: 1,
    reports: 0,
    waitedSeconds: null,
    policyVersion: 0,
    batchId: null,
    status: 'published',
    undoes: { eventId: 'b', decision: 'approve', ...undoes },
    ...(restores && { restores }),
  },
});
const of = (event: Undo): TakenBack<string> => takenBack(event, ['a', 'b', 'c'], (id) => id);

describe('an event that undoes decisions', () => {
  it('undoes the decisions that it lists', () => {
    expect(of(undo({ eventIds: ['b'] }))).toEqual({ oldest: 'b', taken: ['b'], left: ['a', 'c'] });
  });

  it('undoes the named decision and all later ones, in older events', () => {
    expect(of(undo({}))).toEqual({ oldest: 'b', taken: ['b', 'c'], left: ['a'] });
  });

  it('is refused if the decision is not in force', () => {
    expect(() => of(undo({ eventId: 'z' }))).toThrow('the decision z is not in force');
  });

  it('restores the recorded state, or the state by the rule if none is recorded', () => {
    const before = { homeQueue: null, waitingSince: null, approvals: 1 };
    const recorded = { homeQueue: 'pending', waitingSince: '2026-11-23T12:00:00.000Z', approvals: 2 } as const;
    expect(restored(undo({}, recorded), before, 7, Date.parse)).toEqual({
      ...recorded,
      waitingSince: Date.UTC(2026, 10, 23, 12),
    });
    expect(restored(undo({}), before, 7, Date.parse)).toEqual({ homeQueue: 'reported', waitingSince: 7, approvals: 1 });
  });
});
