import { DatabaseError } from 'pg';
import { errorWithoutData } from './error-without-data.ts';

const logged = (error: unknown): string => JSON.stringify(errorWithoutData(error));

describe('an error without its data', () => {
  it('has the kind, the code and the stack frames', () => {
    const described = errorWithoutData(Object.assign(new TypeError('x is no y'), { code: 'ERR_X' }));
    expect(described).toMatchObject({ type: 'TypeError', code: 'ERR_X' });
    expect(described.stack).toMatch(/^ {4}at .*error-without-data\.spec\.ts:\d+:\d+/);
  });

  it.each([
    ['a message', new Error('ann@example.org')],
    ['a message of many lines, one of which looks like a frame', new Error('x\n    at ann@example.org (/a:1:1)')],
    ['the text that JSON.parse quotes', thrownBy(() => JSON.parse('{"email":"ann@example.org",}'))],
    ['the message of a cause', new Error('x', { cause: new Error('ann@example.org') })],
    ['a thrown value that is not an error', 'ann@example.org'],
    ['fields of the error', Object.assign(new DatabaseError('m', 1, 'error'), { detail: 'ann@example.org' })],
    ['a code that is an object', Object.assign(new Error('x'), { code: { email: 'ann@example.org' } })],
  ])('keeps out %s', (_what, error) => {
    expect(logged(error)).not.toContain('ann@');
  });

  it('follows at most three causes, even if they form a cycle', () => {
    const [one, other] = [new Error('1'), new Error('2')];
    one.cause = other;
    other.cause = one;
    expect(logged(one).match(/"type"/g)).toHaveLength(3);
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
