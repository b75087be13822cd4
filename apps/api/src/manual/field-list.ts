import { z } from 'zod';

/** The parts of JSON Schema that schemas of events use. */
export interface FieldSchema {
  readonly $id?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly format?: string | undefined;
  readonly contentEncoding?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly anyOf?: readonly FieldSchema[] | undefined;
  readonly items?: FieldSchema | undefined;
  readonly properties?: Readonly<Record<string, FieldSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly $defs?: Readonly<Record<string, FieldSchema>> | undefined;
}

export const FieldSchemaShape: z.ZodType<FieldSchema> = z.lazy(() =>
  z.object({
    $id: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: z.string().optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    format: z.string().optional(),
    contentEncoding: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    maxItems: z.number().optional(),
    anyOf: z.array(FieldSchemaShape).optional(),
    items: FieldSchemaShape.optional(),
    properties: z.record(z.string(), FieldSchemaShape).optional(),
    required: z.array(z.string()).optional(),
    $defs: z.record(z.string(), FieldSchemaShape).optional(),
  }),
);

/** A Markdown list of the fields of an object, each with its type and its description, and with its inner fields below. */
export const fieldList = (schema: FieldSchema): string => linesOf(schema, '').join('\n');

function linesOf(schema: FieldSchema, indent: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const optional = schema.required?.includes(name) ? '' : ', optional';
    const description = field.description === undefined ? '' : `: ${field.description}`;
    const line = `${indent}- \`${name}\` (${typeOf(field)}${optional})${description}`;
    return [line, ...insides(field).flatMap((inner) => linesOf(inner, `${indent}  `))];
  });
}

/** The objects in a field: itself, the items of a list, or the alternatives. */
function insides(field: FieldSchema): FieldSchema[] {
  return [
    ...(field.properties ? [field] : []),
    ...(field.items ? insides(field.items) : []),
    ...(field.anyOf ?? []).flatMap(insides),
  ];
}

/** For people, such as `string, at most 200 characters` or `uuid or null`. */
export function typeOf(schema: FieldSchema): string {
  if (schema.const !== undefined) return `always ${quoted(schema.const)}`;
  if (schema.enum) return `one of ${schema.enum.map(quoted).join(', ')}`.replace(/^one of (`[^`]*`)$/, '$1');
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' or ');
  if (schema.items) return `list of ${typeOf(schema.items)}${upTo(schema.maxItems, 'entries')}`;
  const { format, contentEncoding } = schema;
  const types = [schema.type ?? 'any'].flat().join(' or ');
  return `${format ?? contentEncoding ?? types}${limits(schema)}`;
}

const quoted = (value: unknown): string => `\`${String(value)}\``;

function limits({ minimum, maximum, maxLength }: FieldSchema): string {
  if (minimum !== undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER)
    return ` ${minimum} to ${maximum}`;
  if (minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER) return ` from ${minimum}`;
  return upTo(maxLength, 'characters');
}

const upTo = (limit: number | undefined, unit: string): string =>
  limit === undefined ? '' : `, at most ${limit} ${unit}`;
