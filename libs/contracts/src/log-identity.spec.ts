import { epochAt, isVoid, labelAt, newestLabel, readLabel } from './log-identity';

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

  it('begin with the newest for what is written next', () => {
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
  ])('what epoch %d published at %d is void: %p', (epoch, position, expected) => {
    expect(isVoid(identity, { logId, epoch }, position)).toBe(expected);
  });
});

describe('a label', () => {
  it('is read back', () => {
    expect(readLabel(labelAt(identity, 101))).toEqual({ logId, epoch: 3 });
  });

  it.each(['', logId, `${logId}.`, `${logId}.0`, `${logId}.x`, `${logId}.1.1`, 'log.1'])('is not %p', (text) => {
    expect(readLabel(text)).toBeUndefined();
  });
});
