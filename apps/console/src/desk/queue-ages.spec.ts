import { oldestAgeOf } from './queue-ages.ts';

const queues = {
  queues: { pending: 2, reported: 0, escalated: 0 },
  oldestAgeSeconds: { pending: 15, reported: null, escalated: null },
  lastDecidedAt: { pending: null, reported: null, escalated: null },
  mine: 0,
  receivedAt: 1_000_000,
};

describe('the age of the oldest comment in a queue', () => {
  it('grows with the clock between two answers of the service', () => {
    expect(oldestAgeOf(queues, 'pending', 1_000_000)).toBe(15);
    expect(oldestAgeOf(queues, 'pending', 1_017_000)).toBe(32);
  });

  it('is unknown for an empty queue and before the first answer', () => {
    expect(oldestAgeOf(queues, 'reported', 1_017_000)).toBeNull();
    expect(oldestAgeOf(null, 'pending', 1_017_000)).toBeNull();
  });
});
