import { z } from 'zod';
import { Position } from './identifiers.ts';
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
  pointer: z.string().describe('of the entry in the policy: `/bannedWords/3`'),
  entry: z.string(),
  kind: PolicyWarningKind,
  detail: z.string().describe('in words'),
  examples: z
    .array(z.string())
    .exactOptional()
    .describe('the common words that it finds, the most frequent first, or the entry that it is as good as'),
});
export type PolicyWarning = z.infer<typeof PolicyWarning>;

const warnings = z.array(PolicyWarning).describe('what the lists of words may not do as they should; 200 at most');

export const PolicyAnswer = z.object({ policyVersion: z.number().int(), policy: Policy, warnings });
export type PolicyAnswer = z.infer<typeof PolicyAnswer>;
export const PolicyChangedAnswer = PolicyAnswer.extend({ position: Position });

export const TryPolicyRequest = z.object({
  policy: Policy.exactOptional().describe('as it is being written; the one in force where it is left out'),
  text: CommentBody.exactOptional(),
  authorName: PersonName.exactOptional().describe('of a guest who never wrote'),
  language: z.string().max(35).exactOptional().describe('BCP 47 tag of the page'),
});
export type TryPolicyRequest = z.infer<typeof TryPolicyRequest>;

/** A text that no rule let pass as it is. */
const TriedFinding = Finding.extend({ action: z.enum([...Finding.shape.action.options, 'reject']) });

export const TryPolicyAnswer = z.object({
  outcome: z
    .enum(['published', 'held', 'reconsider', 'refused'])
    .nullable()
    .describe('`reconsider`: the author is asked to first. Null: there was neither a text nor a name to judge'),
  text: z.string().describe('as it would be stored; ranges are [start, end) of it in UTF-16 code units'),
  findings: z.array(TriedFinding),
  matches: z
    .array(z.object({ list: z.enum(['banned', 'suspect']), entry: z.string() }))
    .describe('the entries that stand in the text or the name, each once'),
  warnings,
});
export type TryPolicyAnswer = z.infer<typeof TryPolicyAnswer>;
