import type { z } from 'zod';
import type { AuthorAnswer, ErasureAnswer } from '#contracts/answers';

/** GET authors/{id} */
export type AuthorRecorded = z.infer<typeof AuthorAnswer>;

/** DELETE authors/{id} */
export type Erasure = z.infer<typeof ErasureAnswer>;
