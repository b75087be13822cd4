import { isKeyOf, keysOf } from './keys-of.ts';

describe('the keys of an object', () => {
  const queues = { pending: 1, reported: 2 };

  it('stand in the order in which they were written', () => {
    expect(keysOf(queues)).toEqual(['pending', 'reported']);
  });

  it('are its own: not what every object inherits', () => {
    expect(isKeyOf(queues, 'pending')).toBe(true);
    expect(isKeyOf(queues, 'toString')).toBe(false);
    expect(isKeyOf(queues, 'escalated')).toBe(false);
  });
});
