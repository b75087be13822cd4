import { z } from 'zod';

/** The times that every reader of an event takes: PostgreSQL knows no year 0, and ISO 8601 writes others after 9999. */
const [first, last] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')];

/** A time that somebody asks for, in whichever zone; what it is in UTC counts. */
export const Moment = z.iso
  .datetime({ offset: true })
  .refine((text) => !(Date.parse(text) < first || Date.parse(text) > last), 'must be of the years 1 to 9999, in UTC');

/** A day that somebody asks for; the day before and the one after can be reckoned with. */
export const Day = z.iso
  .date('must be a date: 2026-11-23')
  .refine((text) => text > '0001-01-01' && text < '9999-12-31', 'must be of the years 1 to 9999');
