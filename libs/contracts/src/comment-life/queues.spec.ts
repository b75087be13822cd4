import { CommentStatus } from '../vocabulary.ts';
import { homeQueue, queueOf } from './queues.ts';
import { isReported } from './report-weight.ts';
import { statusChange } from './status-change.ts';

// Where a comment waits while its reports weigh enough, and while they do not; whose it is where it came from
// `escalated`.
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
  it('is said for every status', () => {
    expect(rows.map(([status]) => status)).toEqual(CommentStatus.options);
  });

  it.each(rows)('that is %s is %s with reports, %s without, and its home queue %s', (status, reported, quiet, home) => {
    const known = CommentStatus.parse(status);
    expect(queueOf(known, true) ?? '-').toBe(reported);
    expect(queueOf(known, false) ?? '-').toBe(quiet);
    expect(homeQueue(known, 'escalated')).toBe(home);
  });

  it('is reported for a visible comment with a new text to review, reported or not, and changes no other', () => {
    for (const review of ['approval', 'reports'] as const) {
      expect(queueOf('published', false, review)).toBe('reported');
      expect(queueOf('held', true, review)).toBe('pending');
      expect(queueOf('escalated', true, review)).toBe('escalated');
      for (const gone of ['rejected', 'withdrawn', 'erased'] as const) expect(queueOf(gone, true, review)).toBeNull();
    }
  });

  it('is pending for what nobody ever saw', () => {
    expect(homeQueue('rejected', null)).toBe('pending');
  });

  it('is reported from the threshold on, and from as much again for each approval', () => {
    expect(isReported({ hundredths: 199, approvals: 0 }, 2)).toBe(false);
    expect(isReported({ hundredths: 200, approvals: 0 }, 2)).toBe(true);
    expect(isReported({ hundredths: 399, approvals: 1 }, 2)).toBe(false);
    expect(isReported({ hundredths: 400, approvals: 1 }, 2)).toBe(true);
  });
});

describe('the status after an edit', () => {
  const measured = { findings: [], policyVersion: 0, textLength: 1, links: 0, revision: 2 };
  const edited = { commentId: 'c', articleId: 'a', authorId: 'b', ...measured };

  it('is what the event says', () => {
    const data = { ...edited, from: 'approved', to: 'published' } as const;
    expect(statusChange({ type: 'CommentEdited', data }, 'held')).toEqual({ from: 'approved', to: 'published' });
  });

  it('follows from the status before an older one, and from nothing else', () => {
    const after = (before?: CommentStatus) => statusChange({ type: 'CommentEdited', data: edited }, before);
    expect(after('approved')).toEqual({ from: 'approved', to: 'published' });
    expect(after('escalated')).toEqual({ from: 'escalated', to: 'escalated' });
    expect(after()).toBeNull();
  });
});
