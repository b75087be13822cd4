import { fromTyped, isSkipped, noTime, toTyped } from './local-time.ts';

describe('a time that a moderator types', () => {
  it.each([
    ['Asia/Kolkata', '2026-11-23T18:30', '2026-11-23T13:00:00.000Z'],
    ['America/New_York', '2026-11-23T18:30', '2026-11-23T23:30:00.000Z'],
    ['Pacific/Apia', '2026-11-23T18:30', '2026-11-23T05:30:00.000Z'],
  ])('is one of their clocks: in %s', (timeZone, wall, moment) => {
    expect(fromTyped({ wall, later: false }, timeZone)).toBe(moment);
    expect(toTyped(moment, timeZone)).toEqual({ wall, later: false });
  });

  it('is none where clocks are put forward over it', () => {
    const skipped = { wall: '2026-03-29T02:30', later: false };
    expect([fromTyped(skipped, 'Europe/Berlin'), isSkipped(skipped, 'Europe/Berlin')]).toEqual([null, true]);
    expect([isSkipped(skipped, 'Asia/Kolkata'), isSkipped(noTime, 'Europe/Berlin')]).toEqual([false, false]);
  });

  it.each([
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00.000Z', '2026-04-04T15:15:00.000Z'],
  ])('is either of two where they are put back over it: in %s', (timeZone, wall, first, second) => {
    expect([false, true].map((later) => fromTyped({ wall, later }, timeZone))).toEqual([first, second]);
    expect([first, second].map((moment) => toTyped(moment, timeZone))).toEqual([
      { wall, later: false },
      { wall, later: true },
    ]);
  });

  it('is to the minute: seconds of a moment are not seen', () => {
    expect(toTyped('2026-11-01T06:30:59.999Z', 'America/New_York')).toEqual({ wall: '2026-11-01T01:30', later: true });
  });

  it('is nothing where nothing is typed', () => {
    expect([fromTyped(noTime, 'UTC'), fromTyped({ wall: 'soon', later: true }, 'UTC')]).toEqual([null, null]);
    expect(toTyped(null, 'UTC')).toEqual(noTime);
  });
});
