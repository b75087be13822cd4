import { fieldOf } from './field-of.ts';

describe('a field of anything', () => {
  it('is found in an object', () => {
    expect(fieldOf({ site: 'default' }, 'site')).toBe('default');
  });

  it.each([[undefined], [null], ['text'], [7], [{}]])('is not there in %p', (value) => {
    expect(fieldOf(value, 'site')).toBeUndefined();
  });

  it('is never one that every object inherits', () => {
    expect(fieldOf({}, 'constructor')).toBeUndefined();
  });
});
