import type { Problem } from '#client/problem';

/** Sending the same again may help. */
export const isPassing = ({ status }: Problem): boolean => status === 0 || status === 429 || status >= 500;

/** Why it was, in the service's own words. */
export const problemWords = ({ title, detail }: Words): string => detail || title;

interface Words extends Pick<Problem, 'title'> {
  readonly detail?: string | null | undefined;
}
