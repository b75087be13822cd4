import { RefusalTally } from './tally.ts';

const lines: [object, number?][] = [];
let tally: RefusalTally;
beforeEach(() => {
  jest.useFakeTimers();
  lines.length = 0;
  tally = new RefusalTally((fields, times) => void lines.push(times === undefined ? [fields] : [fields, times]));
});
afterEach(async () => {
  await tally.stop();
  jest.useRealTimers();
});

const count = (kind: string) => tally.count(kind, async () => ({ kind }), { kind: 'any' });

describe('a tally', () => {
  it('logs the first of a kind at once, and the number of repetitions at the end of the minute', async () => {
    for (const kind of ['a', 'a', 'b', 'a']) await count(kind);
    expect(lines).toEqual([[{ kind: 'a' }], [{ kind: 'b' }]]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(lines.slice(2)).toEqual([[{ kind: 'a' }, 2]]);
    await count('a');
    expect(lines.at(-1)).toEqual([{ kind: 'a' }]);
  });

  it('logs the remaining counts when it stops', async () => {
    for (const kind of ['a', 'a']) await count(kind);
    await tally.stop();
    expect(lines.at(-1)).toEqual([{ kind: 'a' }, 1]);
  });

  it('merges kinds above 1,000', async () => {
    for (let n = 0; n < 5000; n++) await count(`made up ${n}`);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(lines).toHaveLength(1002);
    expect(lines.slice(-2)).toEqual([[{ kind: 'any' }], [{ kind: 'any' }, 3999]]);
  });

  it('logs the known fields if the others cannot be looked up', async () => {
    await tally.count('a', () => Promise.reject(new Error('the database is unavailable')), { kind: 'rough' });
    expect(lines).toEqual([[{ kind: 'rough' }]]);
  });
});
