import { z } from 'zod';
import { InvalidFields, parseInput } from './invalid-fields.ts';

function detailsOf(schema: z.ZodType, input: unknown): string[] {
  try {
    parseInput(schema, input);
  } catch (error) {
    if (error instanceof InvalidFields) return error.errors.map(({ detail }) => detail);
  }
  return [];
}

describe('the message for an invalid field', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['a missing field', z.string(), undefined, 'is required'],
    ['a number for a text', z.string(), 5, 'must be a text'],
    ['half a number', z.int(), 1.5, 'must be a whole number'],
    ['an unknown choice', z.enum(['post', 'pre']), 'later', 'must be one of `post`, `pre`'],
    ['another literal', z.literal('all'), 'some', 'must be `all`'],
    ['an empty text', z.string().min(1), '', 'must not be empty'],
    ['a short text', z.string().min(3), 'ab', 'must have at least 3 characters'],
    ['a long text', z.string().max(1), 'ab', 'must have at most 1 character'],
    ['a long list', z.array(z.string()).max(2), ['a', 'b', 'c'], 'must have at most 2 entries'],
    ['a large number', z.number().max(100), 101, 'must be at most 100'],
    ['no e-mail address', z.email(), 'ann', 'must be an e-mail address'],
    ['no UUID', z.uuid(), 'ann', 'must be a UUID'],
    ['a text of another form', z.string().regex(/^a+$/), 'b', 'has the wrong format'],
    ['an unknown field', z.strictObject({}), { body: 1 }, 'has unknown fields: `body`'],
    ['no form of several', z.union([z.string(), z.number()]), true, 'is not valid'],
    ['words of the schema’s own', z.string().min(9, 'give all nine digits'), '1', 'give all nine digits'],
  ])('for %s are ours', (_what, schema, input, words) => {
    expect(detailsOf(schema, input)).toEqual([words]);
  });
});
