import { z } from 'zod';

/** Names of the IANA database. Node also accepts offsets such as +01:00, which have no daylight saving time. */
const shape = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/;

/** A time zone that this program's own time zone database knows. */
export const TimeZone = z
  .string()
  .max(64)
  .refine((name) => shape.test(name) && isKnown(name), 'must be an IANA time zone such as Europe/Berlin');

function isKnown(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone }).format();
    return true;
  } catch {
    return false;
  }
}
