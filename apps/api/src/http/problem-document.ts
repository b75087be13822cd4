import { type ProblemCode, problems } from '#contracts/problems';

export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

/** RFC 9457. `type` is a relative reference that resolves to the catalogue this service serves. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly [extension: string]: unknown;
}

export function problemDocument(
  code: ProblemCode,
  { detail, errors, ...extensions }: { detail?: string | undefined; errors?: readonly FieldError[] } = {},
): ProblemDocument {
  const { status, title } = problems[code];
  return {
    type: `/docs/problems#${code}`,
    title,
    status,
    ...(detail !== undefined && { detail }),
    ...(errors && { errors }),
    ...extensions,
  };
}
