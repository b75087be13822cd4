import type { StatsDay } from '#contracts/stats-answers';
import { dayIn, daysOn } from '#contracts/zone-time';
import type { QueueName } from '#contracts/vocabulary';

export type Measure = 'inbound' | 'decided' | 'waiting';
export const measures: readonly Measure[] = ['inbound', 'decided', 'waiting'];

export interface ChartData {
  /** The beginning of each day, in seconds since 1970. */
  readonly days: readonly number[];
  /** A number for each day; a day without one of the queue's is 0. */
  readonly queues: Readonly<Record<QueueName, readonly number[]>>;
}

/** One measure of each queue, day by day, in the order of the days. */
export function chartData(rows: readonly StatsDay[], measure: Measure): ChartData {
  const days = [...new Set(rows.map(({ day }) => day))].toSorted();
  const at = new Map(days.map((day, index) => [day, index]));
  const queues = { pending: zeros(days.length), reported: zeros(days.length), escalated: zeros(days.length) };
  for (const row of rows) queues[row.queue][at.get(row.day) ?? 0] = row[measure];
  return { days: days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1000), queues };
}

/** Total of a queue's line: its sum, or for waiting comments the value of the last day. */
export const sumOf = ({ queues }: ChartData, queue: QueueName, measure: Measure): number =>
  measure === 'waiting' ? (queues[queue].at(-1) ?? 0) : queues[queue].reduce((sum, one) => sum + one, 0);

export interface DayLine {
  readonly day: string;
  readonly cells: Readonly<Record<QueueName, Readonly<Record<Measure, number>>>>;
}

/** The same, one row for each day, the newest first. */
export function dayRows(rows: readonly StatsDay[]): DayLine[] {
  const byDay = new Map<string, StatsDay[]>();
  for (const row of rows) byDay.set(row.day, [...(byDay.get(row.day) ?? []), row]);
  return [...byDay]
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .map(([day, own]) => {
      const cellOf = (queue: QueueName): StatsDay | typeof nothing => own.find((row) => row.queue === queue) ?? nothing;
      return {
        day,
        cells: { pending: cellOf('pending'), reported: cellOf('reported'), escalated: cellOf('escalated') },
      };
    });
}

/** Of what a rule held and moderators decided, the share that they rejected; null where they decided nothing. */
export const agreedShare = ({ approved, rejected }: { approved: number; rejected: number }): number | null =>
  approved + rejected === 0 ? null : rejected / (approved + rejected);

/** The last `count` days of a time zone up to today there, both ends included. */
export function lastDays(count: number, now: number, timeZone: string): { from: string; to: string } {
  const to = dayIn(now, timeZone);
  return { from: daysOn(to, 1 - count), to };
}

const nothing: Readonly<Record<Measure, number>> = { inbound: 0, decided: 0, waiting: 0 };
const zeros = (length: number): number[] => Array<number>(length).fill(0);
