import { StatsQuery } from '#contracts/stats-request';
import { statsPeriod } from './stats-period.ts';

const now = new Date('2026-11-23T23:59:59.999Z');
const period = (query: object, timeZone = 'UTC') => statsPeriod(StatsQuery.parse(query), now, timeZone);
const complaint = (query: object) => StatsQuery.safeParse(query).error?.issues[0]?.message;

describe('the period of the statistics', () => {
  it('is by default the last 30 days, today included', () => {
    expect(period({})).toEqual({ from: '2026-10-25', to: '2026-11-23' });
    expect(period({ to: '2026-03-01' })).toEqual({ from: '2026-01-31', to: '2026-03-01' });
  });

  it('includes both requested days', () => {
    expect(period({ from: '2026-11-01', to: '2026-11-01' })).toEqual({ from: '2026-11-01', to: '2026-11-01' });
    expect(period({ from: '2026-11-01' })).toEqual({ from: '2026-11-01', to: '2026-11-23' });
  });

  it('ends with today in the requested time zone', () => {
    expect(period({}, 'Asia/Kolkata')).toEqual({ from: '2026-10-26', to: '2026-11-24' });
    expect(period({ to: '2026-11-24' }, 'America/New_York').to).toBe('2026-11-23');
  });

  it('needs an IANA time zone', () => {
    expect(StatsQuery.parse({ timeZone: 'Europe/Berlin' })).toEqual({ timeZone: 'Europe/Berlin' });
    expect(complaint({ timeZone: '+01:00' })).toBe('must be an IANA time zone such as Europe/Berlin');
  });

  it('does not reach beyond today', () => {
    expect(period({ to: '2027-01-01' })).toEqual({ from: '2026-10-25', to: '2026-11-23' });
    expect(period({ from: '2027-01-01', to: '2027-02-01' })).toEqual({ from: '2026-11-23', to: '2026-11-23' });
  });

  it('needs valid dates in order, and at most 3,660 days', () => {
    expect(complaint({ from: '2026-02-30' })).toBe('must be a date: 2026-11-23');
    expect(complaint({ from: '1999-12-31' })).toBe('must be 2000 or later');
    expect(complaint({ from: '2026-02-02', to: '2026-02-01' })).toBe('must not be later than `to`');
    expect(complaint({ from: '2010-01-01', to: '2026-01-01' })).toBe('must be at most 3660 days before `to`');
    expect(complaint({ from: '2016-01-01', to: '2026-01-01' })).toBeUndefined();
  });
});
