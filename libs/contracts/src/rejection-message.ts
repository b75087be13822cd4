import { z } from 'zod';
import { messageVariables, unknownVariables } from './fill-message.ts';
import { RejectionReason } from './vocabulary.ts';
import { looksEmpty } from './invisible.ts';
import { clean } from './words.ts';

const known = Object.keys(messageVariables).map((name) => `{${name}}`);

/** Cleaned without a transform: event schemas use this schema, too, and JSON Schema cannot express transforms. */
const plain = (max: number) =>
  z
    .string()
    .overwrite(clean)
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !looksEmpty(text), 'must not be empty');

/** A message to the author of a rejected comment, written once by the site and chosen by moderators. */
export const SavedMessage = z.object({
  reason: RejectionReason.describe('The rejection reason for which it is offered'),
  title: plain(80).describe('Title in the moderators’ list'),
  text: plain(2000)
    .refine((text) => unknownVariables(text).length === 0, `may only have these words in braces: ${known.join(', ')}`)
    .describe(`The message as plain text; ${known.join(', ')} are replaced`),
});
export type SavedMessage = z.infer<typeof SavedMessage>;
