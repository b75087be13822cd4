import type { Phase } from './phase.ts';

/** Nobody reads a page, and writes a name and a text, in less. */
const leastSeconds = 2;

/**
 * A guest's form that a script seems to have filled in: a field that no reader sees has a value, or it came back sooner
 * than anybody types, or without the time at which it was shown. Held, never dropped: a browser's own filling-in looks
 * alike, and the sender is told what everybody is told.
 */
export const guestForm: Phase = (_draft, { form }) => {
  if (!form) return undefined;
  const evidence = form.trapped
    ? { trapped: true }
    : form.forged
      ? { forged: true }
      : form.seconds !== null && form.seconds < leastSeconds
        ? { seconds: form.seconds, least: leastSeconds }
        : undefined;
  return evidence && { rule: 'guest-form', ruleVersion: 1, action: 'hold', evidence };
};
