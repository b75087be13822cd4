import { fieldOf } from './field-of.ts';

describe('a field of an unknown value', () => {
  it('is found in an object', () => {
    expect(fieldOf({ site: 'default' }, 'site')).toBe('default');
  });

  it.each([[undefined], [null], ['text'], [7], [{}]])('is undefined in %p', (value) => {
    expect(fieldOf(value, 'site')).toBeUndefined();
  });

  it('is undefined if it is inherited', () => {
    expect(fieldOf({}, 'constructor')).toBeUndefined();
  });
});
