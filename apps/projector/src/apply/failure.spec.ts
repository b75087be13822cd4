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
    '%s is transient',
    (code) => {
      expect(isTransient(Object.assign(new Error('x'), { code }))).toBe(true);
    },
  );

  it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect'])(
    'without a code is transient: %s',
    (message) => {
      expect(isTransient(new Error(message))).toBe(true);
    },
  );

  it.each(['23505', '22P02', '42P01', '23502'])('%s is permanent', (code) => {
    expect(isTransient(databaseError(code))).toBe(false);
  });
});

describe('a failure of our own code', () => {
  it('is permanent', () => {
    expect(isTransient(new TypeError('x is undefined'))).toBe(false);
    expect(isTransient('text')).toBe(false);
    expect(isTransient(undefined)).toBe(false);
  });
});

describe('the stored description of a failure', () => {
  it('names the place in PostgreSQL and quotes no values', () => {
    expect(describeFailure(databaseError('23505'))).toBe(
      'PostgreSQL 23505 at thread_g1.comments.comments_pkey (_bt_check_unique)',
    );
  });

  it('holds the kind of error and the line, not its message', () => {
    expect(describeFailure(new RangeError('Eve'))).toMatch(/^RangeError at failure\.spec\.ts:\d+$/);
    expect(describeFailure({ name: 'Eve' })).toBe('a thrown object');
  });
});
