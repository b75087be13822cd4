import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/** Reads and parses a JSON file. @throws if it cannot be read, is not JSON, or does not match the schema */
export const jsonFile = <T>(file: string, schema: z.ZodType<T>): T =>
  schema.parse(JSON.parse(readFileSync(file, 'utf8')));
