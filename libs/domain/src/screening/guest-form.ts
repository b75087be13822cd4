import type { Phase } from './phase.ts';

/** People need longer to read the page and to write a name and a text. */
const leastSeconds = 2;

/**
 * Finds guests' forms that a script seems to have filled in: a hidden field has a value, the form came back faster than
 * a person can type, or its time stamp is not ours. Holds the comment and never drops it, because a browser's autofill
 * looks the same. The sender gets the usual answer.
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
