import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Recorded = z.object({
  params: z.record(z.string(), z.string()).default({}),
  query: z.record(z.string(), z.string()).default({}),
  body: z.unknown().optional(),
  answers: z.record(z.string(), z.unknown()),
});
/** A call that a journey made, and what it was answered, by status. */
export type Recorded = z.infer<typeof Recorded>;

export const examplesFile = join(import.meta.dirname, 'examples.json');

/** What test/e2e/api-examples.e2e.spec.ts recorded of a running service, by operation. */
export const recordedExamples: Readonly<Record<string, Recorded | undefined>> = z
  .record(z.string(), Recorded)
  .parse(JSON.parse(readFileSync(examplesFile, 'utf8')));
