import { agreedShare, chartData, dayRows, lastDays, sumOf } from './chart-data.ts';

const row = (day: string, queue: 'pending' | 'reported' | 'escalated', inbound: number, decided = 0, waiting = 0) => ({
  day,
  queue,
  inbound,
  decided,
  waiting,
});
const rows = [
  row('2026-11-23', 'pending', 3, 1, 2),
  row('2026-11-22', 'pending', 5, 5, 0),
  row('2026-11-23', 'reported', 1, 0, 1),
];

describe('what a chart draws', () => {
  it('is a line for each queue, day by day from the first to the last', () => {
    expect(chartData(rows, 'inbound')).toEqual({
      days: [Date.UTC(2026, 10, 22) / 1000, Date.UTC(2026, 10, 23) / 1000],
      queues: { pending: [5, 3], reported: [0, 1], escalated: [0, 0] },
    });
  });

  it('comes to a sum, but for what waits: that is the last day', () => {
    expect(sumOf(chartData(rows, 'inbound'), 'pending', 'inbound')).toBe(8);
    expect(sumOf(chartData(rows, 'waiting'), 'pending', 'waiting')).toBe(2);
    expect(sumOf(chartData([], 'waiting'), 'pending', 'waiting')).toBe(0);
  });

  it('is also a table, the newest day first', () => {
    const [newest, oldest] = dayRows(rows);
    expect(newest).toMatchObject({ day: '2026-11-23', cells: { reported: { waiting: 1 }, escalated: { inbound: 0 } } });
    expect(oldest).toMatchObject({ day: '2026-11-22', cells: { pending: { decided: 5 } } });
  });
});

describe('a range of days', () => {
  it('ends today, in the time zone of the site', () => {
    const last = (count: number, time: string, timeZone = 'UTC') => lastDays(count, Date.parse(time), timeZone);
    expect(last(30, '2026-03-01T23:59:00Z')).toEqual({ from: '2026-01-31', to: '2026-03-01' });
    expect(last(1, '2026-03-01T00:00:00Z')).toEqual({ from: '2026-03-01', to: '2026-03-01' });
    expect(last(1, '2026-03-01T00:00:00Z', 'America/New_York').to).toBe('2026-02-28');
    // The clocks of Berlin are put forward on the 29th: that day has 23 hours.
    expect(last(7, '2026-03-30T22:30:00Z', 'Europe/Berlin')).toEqual({ from: '2026-03-25', to: '2026-03-31' });
  });
});

describe('agreement with a rule', () => {
  it('is the rejected share, and empty without decisions', () => {
    expect(agreedShare({ approved: 1, rejected: 3 })).toBe(0.75);
    expect(agreedShare({ approved: 0, rejected: 0 })).toBeNull();
  });
});
