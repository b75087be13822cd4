/** Without any input for this long, the moderator counts as inactive. */
const idleMs = 10 * 60_000;
/** Hidden for this long, the page counts as inactive: shorter switches to other tabs are part of the work. */
const hiddenMs = 3 * 60_000;
const lookEveryMs = 15_000;
const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

export interface PresenceListener {
  readonly away: () => void;
  readonly back: () => void;
}

/** Reports when the moderator becomes inactive and active again. Returns the function that stops it. */
export function watchPresence({ away, back }: PresenceListener): () => void {
  let touched = Date.now();
  let hiddenSince = document.visibilityState === 'hidden' ? Date.now() : null;
  let isAway = false;
  const look = (): void => {
    const now = Date.now();
    if (isAway || (now - touched < idleMs && now - (hiddenSince ?? now) < hiddenMs)) return;
    isAway = true;
    away();
  };
  const touch = (): void => {
    // No timer runs while the machine sleeps: at the next input, the moderator counts as having been inactive.
    look();
    touched = Date.now();
    if (!isAway) return;
    isAway = false;
    back();
  };
  const turn = (): void => {
    if (document.visibilityState === 'visible') touch();
    hiddenSince = document.visibilityState === 'hidden' ? Date.now() : null;
  };
  const timer = setInterval(look, lookEveryMs);
  for (const name of touches) addEventListener(name, touch, { capture: true, passive: true });
  document.addEventListener('visibilitychange', turn);
  return () => {
    clearInterval(timer);
    for (const name of touches) removeEventListener(name, touch, { capture: true });
    document.removeEventListener('visibilitychange', turn);
  };
}
