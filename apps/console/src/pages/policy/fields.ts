/** As much of JSON Schema as the policy's uses. */
export interface RuleSchema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: RuleSchema;
  readonly anyOf?: readonly RuleSchema[];
  readonly properties?: Readonly<Record<string, RuleSchema>>;
}

/** One rule of the policy, as something that can be filled in. */
export type Field = { readonly name: string; readonly description: string } & (
  | { readonly kind: 'switch' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly whole: boolean }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'several'; readonly options: readonly string[] }
  | { readonly kind: 'words'; readonly most: number; readonly longest: number }
  | { readonly kind: 'address'; readonly longest: number }
  | { readonly kind: 'messages'; readonly most: number }
  /** Of a newer service: kept as it is. */
  | { readonly kind: 'unknown' }
);

/** The fields of the form, in the schema's order. */
export const fieldsOf = (schema: RuleSchema): Field[] =>
  Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    description: property.description ?? '',
    ...kindOf(property),
  }));

type Kind = Field extends infer One ? (One extends Field ? Omit<One, 'name' | 'description'> : never) : never;

function kindOf(schema: RuleSchema): Kind {
  if (schema.enum) return { kind: 'choice', options: schema.enum };
  switch (schema.type) {
    case 'boolean':
      return { kind: 'switch' };
    case 'integer':
    case 'number':
      return { kind: 'number', min: schema.minimum ?? 0, max: schema.maximum ?? 1e6, whole: schema.type === 'integer' };
    case 'array':
      return listOf(schema);
    default:
      return addressIn(schema);
  }
}

function listOf({ items = {}, maxItems = 1000 }: RuleSchema): Kind {
  if (items.enum) return { kind: 'several', options: items.enum };
  if (items.type === 'string') return { kind: 'words', most: maxItems, longest: items.maxLength ?? 1000 };
  return items.properties?.['title'] && items.properties['text']
    ? { kind: 'messages', most: maxItems }
    : { kind: 'unknown' };
}

/** A text or nothing. */
function addressIn({ anyOf = [] }: RuleSchema): Kind {
  const text = anyOf.find(({ type }) => type === 'string');
  const orNothing = anyOf.some(({ type }) => type === 'null');
  return text && orNothing ? { kind: 'address', longest: text.maxLength ?? 2000 } : { kind: 'unknown' };
}
