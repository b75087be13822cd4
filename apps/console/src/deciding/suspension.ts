import { fromLocalInput } from '../parts/local-time.ts';

/**
 * How long somebody is suspended: some days from now, or until a moment, as `<input type="datetime-local">` writes it.
 */
export type Suspension = { readonly days: number } | { readonly typed: string };

const dayMs = 86_400_000;

/** When it ends; null for what is no moment, or not ahead. */
export function endOf(suspension: Suspension, now: number): string | null {
  if ('days' in suspension) return new Date(now + suspension.days * dayMs).toISOString();
  const end = fromLocalInput(suspension.typed);
  return end !== null && Date.parse(end) > now ? end : null;
}
