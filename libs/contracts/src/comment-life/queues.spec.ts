import { CommentStatus } from '../vocabulary.ts';
import { homeQueue, queueOf } from './queues.ts';
import { isReported } from './report-weight.ts';
import { statusChange } from './status-change.ts';

// The queue with enough reports, the queue without, and the home queue of a comment that was escalated before.
const table = `
  published | reported  | -         | reported
  held      | pending   | pending   | pending
  approved  | reported  | -         | reported
  rejected  | -         | -         | escalated
  escalated | escalated | escalated | escalated
  withdrawn | -         | -         | escalated
  erased    | -         | -         | escalated
`;
const rows = table
  .trim()
  .split('\n')
  .map((row) => row.split('|').map((cell) => cell.trim()));

describe('the queue of a comment', () => {
  it('is tested for every status', () => {
    expect(rows.map(([status]) => status)).toEqual(CommentStatus.options);
  });

  it.each(rows)(
    'with status %s is %s with reports and %s without, and its home queue is %s',
    (status, reported, quiet, home) => {
      const known = CommentStatus.parse(status);
      expect(queueOf(known, true) ?? '-').toBe(reported);
      expect(queueOf(known, false) ?? '-').toBe(quiet);
      expect(homeQueue(known, 'escalated')).toBe(home);
    },
  );

  it('is `reported` for a visible comment whose edit needs a review, and does not change for others', () => {
    for (const review of ['approval', 'reports'] as const) {
      expect(queueOf('published', false, review)).toBe('reported');
      expect(queueOf('held', true, review)).toBe('pending');
      expect(queueOf('escalated', true, review)).toBe('escalated');
      for (const gone of ['rejected', 'withdrawn', 'erased'] as const) expect(queueOf(gone, true, review)).toBeNull();
    }
  });

  it('is `pending` for a comment that was never in a queue', () => {
    expect(homeQueue('rejected', null)).toBe('pending');
  });

  it('is `reported` from the threshold on, which each approval raises', () => {
    expect(isReported({ hundredths: 199, approvals: 0 }, 2)).toBe(false);
    expect(isReported({ hundredths: 200, approvals: 0 }, 2)).toBe(true);
    expect(isReported({ hundredths: 399, approvals: 1 }, 2)).toBe(false);
    expect(isReported({ hundredths: 400, approvals: 1 }, 2)).toBe(true);
  });
});

describe('the status after an edit', () => {
  const measured = { findings: [], policyVersion: 0, textLength: 1, links: 0, revision: 2 };
  const edited = { commentId: 'c', articleId: 'a', authorId: 'b', ...measured };

  it('is the status of the event', () => {
    const data = { ...edited, from: 'approved', to: 'published' } as const;
    expect(statusChange({ type: 'CommentEdited', data }, 'held')).toEqual({ from: 'approved', to: 'published' });
  });

  it('follows from the status before, for older events', () => {
    const after = (before?: CommentStatus) => statusChange({ type: 'CommentEdited', data: edited }, before);
    expect(after('approved')).toEqual({ from: 'approved', to: 'published' });
    expect(after('escalated')).toEqual({ from: 'escalated', to: 'escalated' });
    expect(after()).toBeNull();
  });
});
