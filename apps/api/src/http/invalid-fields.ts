import type { z } from 'zod';
import { issueWords } from './issue-words.ts';
import type { FieldError } from './problem-document.ts';

/** Input that is well-formed but not valid. Answered with 422 and a JSON pointer to each field. */
export class InvalidFields extends Error {
  constructor(readonly errors: readonly FieldError[]) {
    super('invalid fields');
  }
}

/**
 * Parses external input.
 * @throws InvalidFields with pointers below `root`: '' for the body, '?' for the query, otherwise the input's location
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
