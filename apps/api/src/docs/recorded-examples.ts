import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Recorded = z.object({
  params: z.record(z.string(), z.string()).default({}),
  query: z.record(z.string(), z.string()).default({}),
  body: z.unknown().optional(),
  /** Successful answers by status. */
  answers: z.record(z.string(), z.unknown()).default({}),
  /** Problem documents by code. */
  problems: z.record(z.string(), z.unknown()).default({}),
});
/** A request to an operation, and the answers that were recorded. */
export type Recorded = z.infer<typeof Recorded>;

export const examplesFile = join(import.meta.dirname, 'examples.json');

/** Requests and answers of a running service by operation, recorded by test/e2e/api-examples.e2e.spec.ts. */
export const recordedExamples: Readonly<Record<string, Recorded | undefined>> = z
  .record(z.string(), Recorded)
  .parse(JSON.parse(readFileSync(examplesFile, 'utf8')));

/** The first recorded problem document of each code, of any operation. */
export const recordedProblems: ReadonlyMap<string, unknown> = new Map(
  Object.values(recordedExamples)
    .flatMap((recorded) => Object.entries(recorded?.problems ?? {}))
    .toReversed(),
);
