import { z } from 'zod';

/** Times that every consumer can parse: PostgreSQL has no year 0, and ISO 8601 writes years after 9999 differently. */
const [first, last] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')];

/** A time in a request, in any zone; the limits apply to the time in UTC. */
export const Moment = z.iso
  .datetime({ offset: true })
  .refine((text) => !(Date.parse(text) < first || Date.parse(text) > last), 'must be of the years 1 to 9999, in UTC');

/** A day in a request. The limits allow a calculation with the day before and the day after. */
export const Day = z.iso
  .date('must be a date: 2026-11-23')
  .refine((text) => text > '0001-01-01' && text < '9999-12-31', 'must be of the years 1 to 9999');
