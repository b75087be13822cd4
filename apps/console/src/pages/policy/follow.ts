import type { RuleSchema } from './fields.ts';

/** A schema that may refer to one that has a name in the same document. */
export interface Referring extends Omit<RuleSchema, 'items' | 'anyOf' | 'properties'> {
  readonly $ref?: string;
  readonly items?: Referring;
  readonly anyOf?: readonly Referring[];
  readonly properties?: Readonly<Record<string, Referring>>;
}

/**
 * Resolves a schema's reference; keywords next to the reference apply to this use only.
 */
export function follow(schema: Referring, named: Readonly<Record<string, Referring>>): RuleSchema {
  const { $ref, ...own } = schema;
  const { items, anyOf, properties, ...plain } = { ...named[$ref?.split('/').at(-1) ?? ''], ...own };
  const inside = Object.entries(properties ?? {}).map(([name, one]) => [name, follow(one, named)] as const);
  return {
    ...plain,
    ...(items && { items: follow(items, named) }),
    ...(anyOf && { anyOf: anyOf.map((one) => follow(one, named)) }),
    ...(properties && { properties: Object.fromEntries(inside) }),
  };
}
