import { z } from 'zod';
import { Uuid } from './identifiers.ts';

/** A moderator; `name` as on their newest decision, null where none is known, and once they were erased. */
export const Who = z.object({
  id: Uuid.describe('Id of the moderator'),
  name: z.string().nullable().describe('Name of the moderator; null: not known, or erased'),
});
export type Who = z.infer<typeof Who>;
