import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/**
 * A JSON file's content, as far as its schema says. @throws where it cannot be read, is no JSON, or is something else
 */
export const jsonFile = <T>(file: string, schema: z.ZodType<T>): T =>
  schema.parse(JSON.parse(readFileSync(file, 'utf8')));
