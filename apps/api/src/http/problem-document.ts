import { type ProblemCode, type ProblemType, problemType, problems } from '#contracts/problems';

export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

/** RFC 9457 */
export interface ProblemDocument {
  readonly type: ProblemType;
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
    type: problemType(code),
    title,
    status,
    ...(detail !== undefined && { detail }),
    ...(errors && { errors }),
    ...extensions,
  };
}
