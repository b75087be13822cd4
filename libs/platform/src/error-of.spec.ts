import { errorOf } from './error-of.ts';

describe('a thrown value', () => {
  it('is returned if it is an error', () => {
    const error = new TypeError('no');
    expect(errorOf(error)).toBe(error);
  });

  it('becomes the cause of a new error otherwise', () => {
    expect(errorOf('no')).toMatchObject({ message: 'no', cause: 'no' });
  });
});
