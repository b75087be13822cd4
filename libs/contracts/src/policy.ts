import { z } from 'zod';
import { ModerationMode } from './vocabulary';

/** A site's rules. Every field has the default that suits a small newspaper; every verdict names the version it was made under. */
export const Policy = z.object({
  mode: ModerationMode.default('auto').describe(
    'post: publish, then look. pre: hold everything. auto: publish, but hold what the rules doubt',
  ),
  guestsAllowed: z.boolean().default(true).describe('May readers without an account post?'),
  editWindowSeconds: z.number().int().min(0).max(86_400).default(300).describe('How long an author may edit'),
  flagThreshold: z.number().int().min(1).max(1000).default(1).describe('Reporters that bring a comment into the queue'),
  autoHideThreshold: z.number().int().min(0).max(1000).default(5).describe('Reporters that hide a comment; 0 is never'),
  maxLength: z.number().int().min(1).max(10_000).default(10_000).describe('Longest comment, in characters'),
  holdLinks: z.number().int().min(0).max(100).default(3).describe('Links from which a comment is held; 0 is never'),
});
export type Policy = z.infer<typeof Policy>;

export const defaultPolicy: Policy = Policy.parse({});
