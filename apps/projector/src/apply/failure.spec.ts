import { DatabaseError } from 'pg';
import { describeFailure, isTransient } from './failure.ts';

const databaseError = (code: string): DatabaseError =>
  Object.assign(new DatabaseError('Key (author_name)=(Eve) exists', 10, 'error'), {
    code,
    detail: 'Eve again',
    schema: 'thread_g1',
    table: 'comments',
    constraint: 'comments_pkey',
    routine: '_bt_check_unique',
  });

describe('a failure of the database', () => {
  it.each(['40001', '40P01', '08006', '57P01', '57014', '53300', '55P03', 'ECONNREFUSED', 'EPIPE', 'ENOENT'])(
    '%s may be over when it is tried again',
    (code) => {
      expect(isTransient(Object.assign(new Error('x'), { code }))).toBe(true);
    },
  );

  it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect'])(
    'without a code may be over when it is tried again: %s',
    (message) => {
      expect(isTransient(new Error(message))).toBe(true);
    },
  );

  it.each(['23505', '22P02', '42P01', '23502'])('%s is never over by itself', (code) => {
    expect(isTransient(databaseError(code))).toBe(false);
  });
});

describe('a failure of ours', () => {
  it('is never over by itself', () => {
    expect(isTransient(new TypeError('x is undefined'))).toBe(false);
    expect(isTransient('text')).toBe(false);
    expect(isTransient(undefined)).toBe(false);
  });
});

describe('what is kept of a failure', () => {
  it("is where it happened, and none of PostgreSQL's quotations", () => {
    expect(describeFailure(databaseError('23505'))).toBe(
      'PostgreSQL 23505 at thread_g1.comments.comments_pkey (_bt_check_unique)',
    );
  });

  it('is the kind of error and the line, not its message', () => {
    expect(describeFailure(new RangeError('Eve'))).toMatch(/^RangeError at failure\.spec\.ts:\d+$/);
    expect(describeFailure({ name: 'Eve' })).toBe('a thrown object');
  });
});
