import type { Problem } from '#client/problem';

/** True if a retry of the same request may succeed. */
export const isPassing = ({ status }: Problem): boolean => status === 0 || status === 429 || status >= 500;

/** The reason, in the service's own words. */
export const problemWords = ({ title, detail }: Words): string => detail || title;

interface Words extends Pick<Problem, 'title'> {
  readonly detail?: string | null | undefined;
}
