import { z } from 'zod';
import { described } from './described.ts';
import { PersonName } from './person-name.ts';
import { Policy } from './policy.ts';
import { CommentBody } from './requests.ts';
import { Finding } from './vocabulary.ts';

/** Why a list of words may not do what its author thinks. */
export const PolicyWarningKind = z.enum([
  'no-letters',
  'several-words',
  'too-many-stars',
  'common-words',
  'repeated',
  'banned-and-suspect',
]);
export type PolicyWarningKind = z.infer<typeof PolicyWarningKind>;

export const PolicyWarning = z.object({
  pointer: z.string().describe('JSON Pointer to the entry in the policy, such as `/bannedWords/3`'),
  entry: z.string().describe('The entry'),
  kind: PolicyWarningKind,
  detail: z.string().describe('The problem, for people'),
  examples: z
    .array(z.string())
    .exactOptional()
    .describe('Common words that it matches, the most frequent first, or the entry that it repeats'),
});
export type PolicyWarning = z.infer<typeof PolicyWarning>;

const warnings = z
  .array(PolicyWarning)
  .describe('Entries of the word lists that may not work as intended; at most 200');

export const PolicyAnswer = z.object({
  policyVersion: z.number().int().describe('Version of the policy, as in the `ETag`'),
  policy: Policy.describe('The rules'),
  warnings,
});
export type PolicyAnswer = z.infer<typeof PolicyAnswer>;
export const PolicyChangedAnswer = PolicyAnswer.extend({ position: described.position });

export const TryPolicyRequest = z.object({
  policy: Policy.exactOptional().describe('The policy to try. Default: the one in force'),
  text: CommentBody.exactOptional().describe('The text to judge'),
  authorName: PersonName.exactOptional().describe('Name of a guest who never commented'),
  language: z.string().max(35).exactOptional().describe('Language of the page, as a BCP 47 tag'),
});
export type TryPolicyRequest = z.infer<typeof TryPolicyRequest>;

/** A text that no rule let pass as it is. */
const TriedFinding = Finding.extend({
  action: z
    .enum([...Finding.shape.action.options, 'reject'])
    .describe('What the rule does with the text; `reject`: it is refused'),
});

export const TryPolicyAnswer = z.object({
  outcome: z
    .enum(['published', 'held', 'reconsider', 'refused'])
    .nullable()
    .describe(
      'What would happen. `reconsider`: the author would be asked to first; null: neither text nor name was sent',
    ),
  text: z.string().describe('The text as it would be stored; ranges are [start, end) in its UTF-16 code units'),
  findings: z.array(TriedFinding).describe('What the rules found'),
  matches: z
    .array(
      z.object({
        list: z.enum(['banned', 'suspect']).describe('The list of the entry'),
        entry: z.string().describe('The entry'),
      }),
    )
    .describe('The entries that match the text or the name, each once'),
  warnings,
});
export type TryPolicyAnswer = z.infer<typeof TryPolicyAnswer>;
