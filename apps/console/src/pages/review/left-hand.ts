import type { QueueName } from '#contracts/vocabulary';

/** The cards of a page that worked a queue in this tab, as they lay when it ended. */
export interface LeftHand {
  readonly holder: string;
  readonly site: string;
  readonly queue: QueueName;
  readonly top: string | null;
  readonly ids: readonly string[];
}

const storageKey = 'colloquy-desk-hand';
/** A page that is being left lets go within this. */
const endsWithinMs = 1000;

/** Kept for the tab: a page that is loaded again gets its cards back. */
export const leaveHand = (hand: LeftHand): void => sessionStorage.setItem(storageKey, JSON.stringify(hand));

export const forgetHand = (): void => sessionStorage.removeItem(storageKey);

/** Holds a lock for as long as the page has these cards. Returns the function that releases it. */
export function isAt(holder: string): () => void {
  let end = (): void => undefined;
  const there = new Promise<void>((resolve) => (end = resolve));
  void navigator.locks.request(lockOf(holder), () => there);
  return end;
}

/** The cards of the previous page in this tab; null while that page is still open, as in a duplicated tab. */
export async function leftHand(site: string, queue: QueueName): Promise<LeftHand | null> {
  const hand = stored();
  forgetHand();
  if (hand?.site !== site || hand.queue !== queue || hand.ids.length === 0) return null;
  const signal = AbortSignal.timeout(endsWithinMs);
  const hasEnded = navigator.locks.request(lockOf(hand.holder), { signal }, () => true).catch(() => false);
  return (await hasEnded) ? hand : null;
}

const lockOf = (holder: string): string => `colloquy-desk-hand:${holder}`;

function stored(): LeftHand | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? 'null');
    return isHand(kept) ? kept : null;
  } catch {
    return null;
  }
}

const isHand = (one: unknown): one is LeftHand =>
  typeof one === 'object' && one !== null && 'holder' in one && 'ids' in one && Array.isArray(one.ids);
