import { asyncApiDocument } from '#contracts/async-api';
import { eventSchemas, eventTypes } from '#contracts/event-schemas';
import { eventReference } from './event-reference.ts';
import { fieldList, typeOf } from './field-list.ts';

const source = eventReference(asyncApiDocument());

/** The part of the page about one event. */
const partOf = (type: string): string => source.split(`\n### \`${type}\`\n`)[1]?.split(/\n##/)[0] ?? '';

/** The names of all fields, at every depth, in JSON. */
const namesIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => [...(Array.isArray(value) ? [] : [name]), ...namesIn(inner)])
    : [];

describe('the event reference', () => {
  it.each([...eventTypes, 'LogEpochBegan', 'ArticleCount'])('has %s once, with an example', (type) => {
    expect(source.split(`\n### \`${type}\`\n`)).toHaveLength(2);
    expect(partOf(type)).toMatch(/```json\n\{/);
  });

  it.each(eventTypes)('lists every field of %s, of its encrypted part too', (type) => {
    const { example }: { example: { data: object; personal?: object } } = eventSchemas[type];
    const [list = ''] = partOf(type).split('\nExample:');
    // The parameters of a finding and the keys of its evidence depend on the rule.
    const { findings: _, ...data } = { findings: undefined, ...example.data };
    const missing = [...namesIn(data), ...namesIn(example.personal)].filter(
      (name) => !list.includes(`- \`${name}\` (`),
    );
    expect(missing).toEqual([]);
  });

  it('has no field without a meaning', () => {
    expect(source.match(/^ *- `\w+` \([^)]*\)(?!:).*$/gm)).toBeNull();
  });
});

describe('a field', () => {
  it.each([
    [{ type: 'string', maxLength: 200 }, 'string, at most 200 characters'],
    [{ type: 'integer', minimum: 1, maximum: 9 }, 'integer 1 to 9'],
    [{ anyOf: [{ type: 'string', format: 'uuid' }, { type: 'null' }] }, 'uuid or null'],
    [{ type: ['string', 'null'] }, 'string or null'],
    [{ enum: ['a', 'b'] }, 'one of `a`, `b`'],
    [{ enum: ['a'] }, '`a`'],
    [{ const: 1 }, 'always `1`'],
    [{ type: 'array', items: { type: 'number' }, maxItems: 3 }, 'list of number, at most 3 entries'],
  ])('of %j is described as %s', (schema, text) => {
    expect(typeOf(schema)).toBe(text);
  });

  it('has the fields inside of it below', () => {
    const inner = { type: 'object', properties: { b: { type: 'string', description: 'Inner' } }, required: ['b'] };
    const list = fieldList({ properties: { a: { anyOf: [inner, { type: 'null' }], description: 'Outer' } } });
    expect(list).toBe('- `a` (object or null, optional): Outer\n  - `b` (string): Inner');
  });
});
