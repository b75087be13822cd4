import type { z } from 'zod';
import { issueWords } from './issue-words.ts';
import type { FieldError } from './problem-document.ts';

/** Input that is well-formed and still not valid; answered with 422 and a JSON pointer to each field. */
export class InvalidFields extends Error {
  constructor(readonly errors: readonly FieldError[]) {
    super('invalid fields');
  }
}

/**
 * Parses input that came from outside.
 * @throws InvalidFields with pointers below `root` ('' for the body, '?' for the query, else where it stands)
 */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown, root = ''): z.output<T> {
  const parsed = schema.safeParse(input, { error: issueWords });
  if (parsed.success) return parsed.data;
  throw new InvalidFields(
    parsed.error.issues.slice(0, 20).map((issue) => ({
      pointer:
        root === '?'
          ? `?${String(issue.path[0] ?? '')}`
          : root + issue.path.map((step) => `/${pointerStep(step)}`).join(''),
      detail: issue.message,
    })),
  );
}

const pointerStep = (step: PropertyKey): string => String(step).replaceAll('~', '~0').replaceAll('/', '~1');
