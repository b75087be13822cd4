import { errorOf } from './error-of.ts';

describe('what was thrown', () => {
  it('is the error itself', () => {
    const error = new TypeError('no');
    expect(errorOf(error)).toBe(error);
  });

  it('becomes an error where it was none, and stays its cause', () => {
    expect(errorOf('no')).toMatchObject({ message: 'no', cause: 'no' });
  });
});
