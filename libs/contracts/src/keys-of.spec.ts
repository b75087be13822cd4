import { isKeyOf, keysOf } from './keys-of.ts';

describe('the keys of an object', () => {
  const queues = { pending: 1, reported: 2 };

  it('are in source order', () => {
    expect(keysOf(queues)).toEqual(['pending', 'reported']);
  });

  it('do not include inherited keys', () => {
    expect(isKeyOf(queues, 'pending')).toBe(true);
    expect(isKeyOf(queues, 'toString')).toBe(false);
    expect(isKeyOf(queues, 'escalated')).toBe(false);
  });
});
