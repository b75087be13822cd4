import { z } from 'zod';
import { Uuid } from './identifiers.ts';

/** A moderator; `name` as on their newest decision, null where none is known, and once they were erased. */
export const Who = z.object({ id: Uuid, name: z.string().nullable() });
export type Who = z.infer<typeof Who>;
