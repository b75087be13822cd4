import type { ProblemCode } from './problems.ts';

/** A rule refused the request. The code is a public problem type; `detail` is shown to the caller as it is. */
export class Refusal extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
    readonly extensions: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail ?? code);
    this.name = 'Refusal';
  }
}
