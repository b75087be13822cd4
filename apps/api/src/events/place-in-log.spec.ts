import { refuseElsewhere } from './place-in-log.ts';

const logId = '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11';
const identity = {
  logId,
  epochs: [
    { epoch: 1, after: 0 },
    { epoch: 3, after: 100 },
  ],
};
const log = `${logId}.3`;

describe('a place in the log', () => {
  it.each([
    ['up to the end of its epoch', 1, 100],
    ['of the newest epoch', 3, 500],
    ['before everything', 1, 0],
  ])('is valid %s', (_where, epoch, after) => {
    expect(() => refuseElsewhere({ after, log: `${logId}.${epoch}` }, identity)).not.toThrow();
  });

  it.each([
    ['beyond the end of its epoch', 1, 130, undefined, '100'],
    ['in an epoch that the log does not have', 2, 90, undefined, '0'],
    ['in an epoch that is still to come', 4, 90, undefined, '0'],
    ['beyond what the log has given out', 3, 140, 120, '120'],
  ])('is void %s', (_where, epoch, after, beyond, resumeAfter) => {
    expect(() => refuseElsewhere({ after, beyond, log: `${logId}.${epoch}` }, identity)).toThrow(
      expect.objectContaining({ code: 'position-void', extensions: { log, resumeAfter } }),
    );
  });

  it('is refused for another log', () => {
    const other = '2d3c1f0e-77aa-4f0b-8a5d-0c1d2e3f4a5b.3';
    expect(() => refuseElsewhere({ after: 1, log: other }, identity)).toThrow(
      expect.objectContaining({ code: 'other-log', extensions: { log, resumeAfter: '0' } }),
    );
  });
});
