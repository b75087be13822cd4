import { z } from 'zod';
import { Uuid } from './identifiers.ts';

/** A moderator. `name` is the one of their newest decision; null: not known, or they were erased. */
export const Who = z.object({
  id: Uuid.describe('Id of the moderator'),
  name: z.string().nullable().describe('Name of the moderator; null: not known, or erased'),
});
export type Who = z.infer<typeof Who>;
