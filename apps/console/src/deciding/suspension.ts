import { type TypedTime, fromTyped } from '../parts/local-time.ts';

/**
 * The length of a suspension: some days from now, or until a moment.
 */
export type Suspension = { readonly days: number } | { readonly typed: TypedTime };

const dayMs = 86_400_000;

/** When it ends; null for what is no moment, or not ahead. */
export function endOf(suspension: Suspension, now: number): string | null {
  if ('days' in suspension) return new Date(now + suspension.days * dayMs).toISOString();
  const end = fromTyped(suspension.typed);
  return end !== null && Date.parse(end) > now ? end : null;
}
