import { epochAt, forkOf, isVoid, labelAt, newestLabel, readLabel, validUpTo } from './log-identity.ts';

const logId = '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11';
const identity = {
  logId,
  epochs: [
    { epoch: 1, after: 0 },
    { epoch: 2, after: 100 },
    { epoch: 3, after: 100 },
    { epoch: 4, after: 250 },
  ],
};

describe('the epochs of a log', () => {
  it.each([
    [1, 1],
    [100, 1],
    [101, 3],
    [250, 3],
    [251, 4],
  ])('position %d belongs to epoch %d', (position, epoch) => {
    expect(epochAt(identity, position)).toBe(epoch);
    expect(labelAt(identity, position)).toBe(`${logId}.${epoch}`);
  });

  it('give new events the newest epoch', () => {
    expect(newestLabel(identity)).toBe(`${logId}.4`);
  });

  it.each([
    [1, 100, false],
    [1, 101, true],
    [2, 100, false],
    [2, 101, true],
    [3, 250, false],
    [3, 251, true],
    [4, 9999, false],
  ])('a record of epoch %d at position %d is void: %p', (epoch, position, expected) => {
    expect(isVoid(identity, { logId, epoch }, position)).toBe(expected);
  });
});

describe('a record of an epoch that the log does not have', () => {
  const restoredTwice = { epochs: [identity.epochs[0], { epoch: 3, after: 100 }].flatMap((one) => one ?? []) };

  it('is void if the epoch is older than the restored backup’s newest epoch', () => {
    expect(isVoid(restoredTwice, { logId, epoch: 2 }, 90)).toBe(true);
    expect(validUpTo(restoredTwice, 2)).toBe(0);
  });

  it('is not void if the epoch is newer than all epochs of the log', () => {
    expect(isVoid(restoredTwice, { logId, epoch: 4 }, 90)).toBe(false);
  });
});

describe('two histories of a log', () => {
  const first = { epoch: 1, after: 0 };
  it.each([
    ['where one goes on in a new epoch', [first], [first, { epoch: 2, after: 100 }], 100],
    ['where another backup was restored', [first, { epoch: 2, after: 80 }], [first, { epoch: 3, after: 100 }], 80],
    ['where an older backup was restored', [first, { epoch: 2, after: 80 }], [first, { epoch: 3, after: 50 }], 50],
    ['from an epoch on that both know', [{ epoch: 2, after: 0 }], [first, { epoch: 2, after: 80 }], Infinity],
    ['nowhere for sure, if they know none in common', [{ epoch: 2, after: 80 }], [first, { epoch: 3, after: 100 }], 0],
  ])('agree up to the position %s', (_which, own, theirs, position) => {
    expect(forkOf(own, theirs)).toBe(position);
  });
});

describe('a label', () => {
  it('is parsed to the value that was written', () => {
    expect(readLabel(labelAt(identity, 101))).toEqual({ logId, epoch: 3 });
  });

  it.each(['', logId, `${logId}.`, `${logId}.0`, `${logId}.x`, `${logId}.1.1`, 'log.1'])('cannot be %p', (text) => {
    expect(readLabel(text)).toBeUndefined();
  });
});
