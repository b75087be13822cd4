import { dayIn, daysOn, momentsOf, offsetAt, startOfDay, wallTime } from './zone-time.ts';

const iso = (time: number | undefined) => (time === undefined ? null : new Date(time).toISOString());
const moments = (wall: string, timeZone: string) => momentsOf(wall, timeZone).map(iso);
const hours = (day: string, timeZone: string) =>
  (startOfDay(daysOn(day, 1), timeZone) - startOfDay(day, timeZone)) / 3_600_000;

describe('a local time', () => {
  it.each([
    ['2026-11-23T18:30', 'UTC', '2026-11-23T18:30:00.000Z'],
    ['2026-11-23T18:30', 'Asia/Kolkata', '2026-11-23T13:00:00.000Z'],
    ['2026-07-01T12:00', 'America/New_York', '2026-07-01T16:00:00.000Z'],
    ['2026-12-01T12:00', 'America/New_York', '2026-12-01T17:00:00.000Z'],
    ['2026-07-01T12:00', 'Pacific/Apia', '2026-06-30T23:00:00.000Z'],
    ['2026-07-01T12:00', 'Asia/Kathmandu', '2026-07-01T06:15:00.000Z'],
    ['2026-07-01T12:00', 'Etc/GMT+12', '2026-07-02T00:00:00.000Z'],
  ])('is usually one moment: %s in %s', (wall, timeZone, moment) => {
    expect(moments(wall, timeZone)).toEqual([moment]);
    expect(wallTime(Date.parse(moment), timeZone)).toBe(wall);
  });

  it.each([
    ['2026-03-08T02:30', 'America/New_York'],
    ['2026-03-29T02:30', 'Europe/Berlin'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe'],
    ['2011-12-30T12:00', 'Pacific/Apia'],
    ['2018-11-04T00:30', 'America/Sao_Paulo'],
  ])('is no moment if clocks are set forward past it: %s in %s', (wall, timeZone) => {
    expect(moments(wall, timeZone)).toEqual([]);
  });

  it.each([
    ['2026-11-01T01:30', 'America/New_York', ['2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z']],
    ['2026-10-25T02:30', 'Europe/Berlin', ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', ['2026-04-04T14:45:00.000Z', '2026-04-04T15:15:00.000Z']],
    ['2018-02-17T23:30', 'America/Sao_Paulo', ['2018-02-18T01:30:00.000Z', '2018-02-18T02:30:00.000Z']],
  ])('is two moments if clocks are set back past it: %s in %s', (wall, timeZone, both) => {
    expect(moments(wall, timeZone)).toEqual(both);
  });

  it('is one moment at the edge of a repeated hour', () => {
    expect(moments('2026-03-08T03:00', 'America/New_York')).toEqual(['2026-03-08T07:00:00.000Z']);
    expect(moments('2026-10-25T03:00', 'Europe/Berlin')).toEqual(['2026-10-25T02:00:00.000Z']);
    expect(moments('2026-10-25T02:00', 'Europe/Berlin')).toHaveLength(2);
  });

  it('is no moment if the text is not a time', () => {
    for (const wall of ['', 'soon', '2026-02-30T12:00', '2026-11-23']) expect(moments(wall, 'UTC')).toEqual([]);
  });
});

describe('a local day', () => {
  it.each([
    ['2026-11-23', 'UTC', 24],
    ['2026-03-08', 'America/New_York', 23],
    ['2026-11-01', 'America/New_York', 25],
    ['2026-03-29', 'Europe/Berlin', 23],
    ['2026-10-25', 'Europe/Berlin', 25],
    ['2026-04-05', 'Australia/Lord_Howe', 24.5],
    ['2026-10-04', 'Australia/Lord_Howe', 23.5],
    ['2011-12-29', 'Pacific/Apia', 24],
    ['2011-12-30', 'Pacific/Apia', 0],
    ['2018-11-04', 'America/Sao_Paulo', 23],
    ['2018-02-17', 'America/Sao_Paulo', 25],
  ])('has the hours of its zone: %s in %s', (day, timeZone, count) => {
    expect(hours(day, timeZone)).toBe(count);
  });

  it('begins at its first moment, also if midnight is skipped', () => {
    expect(iso(startOfDay('2018-11-04', 'America/Sao_Paulo'))).toBe('2018-11-04T03:00:00.000Z');
    expect(iso(startOfDay('2011-12-30', 'Pacific/Apia'))).toBe('2011-12-30T10:00:00.000Z');
  });

  it('is the day in the zone, not in UTC', () => {
    const time = Date.parse('2026-11-23T20:00:00Z');
    expect(dayIn(time, 'Asia/Kolkata')).toBe('2026-11-24');
    expect(dayIn(time, 'America/New_York')).toBe('2026-11-23');
    expect(offsetAt(time, 'Asia/Kolkata')).toBe(5.5 * 3_600_000);
  });

  it('is counted on in the calendar', () => {
    expect(daysOn('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysOn('2028-02-28', 1)).toBe('2028-02-29');
  });

  // Statistics are counted by the quarter of an hour.
  it('begins at a quarter of an hour of UTC, in every zone and year that a query can have', () => {
    const odd = Intl.supportedValuesOf('timeZone').filter((timeZone) =>
      [2000, 2005, 2010, 2014, 2018, 2022, 2026].some(
        (year) =>
          startOfDay(`${year}-01-01`, timeZone) % 900_000 !== 0 ||
          startOfDay(`${year}-07-01`, timeZone) % 900_000 !== 0,
      ),
    );
    expect(odd).toEqual([]);
  });
});
