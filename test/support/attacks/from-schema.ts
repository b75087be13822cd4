import fc from 'fast-check';

/** The subset of JSON Schema that zod generates for our routes. */
export interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

type Json = fc.Arbitrary<unknown>;

/** Values that fit a schema. Most ids are taken from `ids`, which exist: such requests reach more code. */
export function fitting(schema: JsonSchema, ids: readonly string[]): Json {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => fitting(one, ids)));
  const { minimum: min = -1000, maximum: max = Math.max(min, 0) + 1000 } = schema;
  switch (schema.type) {
    case 'string':
      return text(schema, ids);
    case 'integer':
      return fc.integer({ min: Math.max(min, -(2 ** 31)), max: Math.min(max, 2 ** 31 - 1) });
    case 'number':
      return fc.double({ min, max, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(fitting(schema.items ?? {}, ids), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, (schema.minItems ?? 0) + 4),
      });
    case 'object':
      return record(schema, ids);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function record({ properties = {}, required = [] }: JsonSchema, ids: readonly string[]): Json {
  const fields = Object.entries(properties).map(([name, one]) => [name, fitting(one, ids)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...required], noNullPrototype: true });
}

function text({ format, pattern, minLength = 0, maxLength = 200 }: JsonSchema, ids: readonly string[]): Json {
  if (format === 'uuid') return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ids) }, fc.uuid({ version: 7 }));
  if (format === 'date-time')
    return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2200') }).map((date) => date.toISOString());
  if (format === 'date')
    return fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date('2200') })
      .map((date) => date.toISOString().slice(0, 10));
  if (format === 'uri') return fc.webUrl({ withQueryParameters: true, withFragments: true });
  if (format === 'email') return fc.emailAddress();
  if (pattern === position) return fc.oneof({ weight: 20, arbitrary: fc.constantFrom('0', '1', '2') }, digits);
  const lengths = { minLength, maxLength: Math.min(maxLength, minLength + 200) };
  const words = fc.lorem({ maxCount: 8 }).map((some) => some.padEnd(minLength, '.').slice(0, maxLength));
  const strange = fc.oneof(
    ...(['grapheme', 'binary', 'grapheme-ascii'] as const).map((unit) => fc.string({ unit, ...lengths })),
  );
  return pattern === undefined || pattern.includes('(?!')
    ? fc.oneof({ weight: 3, arbitrary: words }, strange)
    : fc.stringMatching(new RegExp(pattern));
}

// A read waits up to 2 s for a position that is not projected yet: so most positions are ones already reached.
const position = String.raw`^\d{1,16}$`;
const digits = fc.stringMatching(/^\d{1,15}$/);

/** Values that fit a schema except in one place. */
export const mutated = (valid: Json): Json =>
  fc.tuple(valid, fc.nat(), hostile).map(([value, place, wrong]) => withWrong(structuredClone(value), place, wrong));

const hostile: Json = fc.oneof(
  fc.constantFrom<unknown[]>(null, [], {}, '', '\u0000', '\ud800', -1, 0, 1.5, 1e308, Number.MAX_SAFE_INTEGER, true),
  fc.constantFrom('x'.repeat(20_000), '\u202e\u2066', '%00', '../..', "'; --", '2026-02-31T25:61:00Z', '9'.repeat(40)),
  fc.constantFrom(
    [[[[[]]]]],
    { $ref: '#' },
    { toString: 'x' },
    ['x'.repeat(300)],
    Array.from({ length: 500 }, () => 'y'),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Replaces, adds or removes the value at place number `place`, counted over the keys of `value`. */
function withWrong(value: unknown, place: number, wrong: unknown): unknown {
  if (typeof value !== 'object' || value === null) return wrong;
  const keys = Object.keys(value);
  const key = keys[place % (keys.length + 2)];
  if (key === undefined) return place % 2 === 0 ? wrong : { ...value, unasked: wrong };
  const next = Math.floor(place / (keys.length + 2));
  if (next % 7 === 6) Reflect.deleteProperty(value, key);
  else Reflect.set(value, key, next % 2 === 0 ? wrong : withWrong(Reflect.get(value, key), next, wrong));
  return value;
}
