import type { z } from 'zod';
import type { AuthorAnswer } from '#contracts/answers';

/** GET authors/{id} */
export type AuthorRecorded = z.infer<typeof AuthorAnswer>;
