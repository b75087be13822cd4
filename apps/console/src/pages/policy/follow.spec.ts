import { follow } from './follow.ts';

describe('a schema', () => {
  const named = { Rule: { type: 'string', enum: ['allow', 'refuse'], description: 'Any rule' } };

  it('has what it refers to in the place of the reference, however deep', () => {
    const rule = { $ref: '#/components/schemas/Rule' };
    const schema = { properties: { one: { ...rule, description: 'This rule' }, many: { type: 'array', items: rule } } };
    expect(follow(schema, named)).toEqual({
      properties: { one: { ...named.Rule, description: 'This rule' }, many: { type: 'array', items: named.Rule } },
    });
  });

  it('stays as it is where it refers to nothing', () => {
    const schema = { anyOf: [{ type: 'string', maxLength: 5 }, { type: 'null' }] };
    expect(follow(schema, named)).toEqual(schema);
  });
});
