/** What a record is to somebody who has read its partition up to `last`. */
export type Step = 'repeat' | 'next' | 'hole';

/**
 * Two integers prove that nothing is missing: a record that is not behind `last` is a repetition, one whose `prev` is `last` is the next one, and
 * anything else means that records are gone. Whoever begins (`last` undefined) takes what comes first.
 */
export function stepOf(
  last: number | undefined,
  { position, prev }: { readonly position: number; readonly prev: number | null },
): Step {
  if (last === undefined) return 'next';
  if (position <= last) return 'repeat';
  return prev === last ? 'next' : 'hole';
}
