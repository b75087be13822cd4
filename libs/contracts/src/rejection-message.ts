import { z } from 'zod';
import { messageVariables, unknownVariables } from './fill-message.ts';
import { RejectionReason } from './vocabulary.ts';
import { looksEmpty } from './invisible.ts';
import { clean } from './words.ts';

const known = Object.keys(messageVariables).map((name) => `{${name}}`);

/** Cleaned without a transform: the schema stands in an event's, too, and those are published as JSON Schema. */
const plain = (max: number) =>
  z
    .string()
    .overwrite(clean)
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !looksEmpty(text), 'must not be empty');

/** What moderators may send to the author of a rejected comment, written once by the house. */
export const SavedMessage = z.object({
  reason: RejectionReason.describe('The reason that it is offered for'),
  title: plain(80).describe('What moderators choose it by'),
  text: plain(2000)
    .refine((text) => unknownVariables(text).length === 0, `may name ${known.join(', ')} in braces, and nothing else`)
    .describe(`What the author reads, in plain text, with ${known.join(', ')} filled in`),
});
export type SavedMessage = z.infer<typeof SavedMessage>;
