import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { epochMarkSchema, epochMarkType } from './epoch-mark.ts';
import { type EventSchema, eventSchemas, isEventType } from './event-schemas.ts';

/** A JSON Schema of draft 2020-12, as far as this room looks into one. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

const made = new Map<string, JsonSchema>();

/** Where the schemas of all versions ever written are kept, in the sources and in what is built from them. */
const schemaFolder = join(import.meta.dirname, '..', 'schemas', 'events');

/** What a CloudEvent's `data` of this type and version is; undefined when there is or was no such version. */
export function eventJsonSchema(type: string, version: number): JsonSchema | undefined {
  const newest = newestOf(type);
  if (!newest) return undefined;
  const known = made.get(`${type}/${version}`);
  if (known) return known;
  const schema = version === newest.version ? toJsonSchema(type, newest) : olderSchema(type, version);
  if (schema) made.set(`${type}/${version}`, schema);
  return schema;
}

type DataSchema = Pick<EventSchema, 'version' | 'description' | 'data' | 'personal'>;

function newestOf(type: string): DataSchema | undefined {
  if (type === epochMarkType) return epochMarkSchema;
  return isEventType(type) ? eventSchemas[type] : undefined;
}

/** The schema of the data in clear, with `sealed` and what it opens to. */
export function toJsonSchema(type: string, { version, description, data, personal }: DataSchema): JsonSchema {
  const { $schema, properties, required, ...rest } = plain(data);
  return {
    $schema,
    $id: `/schemas/${type}/${version}.json`,
    title: type,
    description,
    ...rest,
    properties: { ...properties, ...(personal && { sealed }) },
    ...(required && { required }),
    ...(personal && { $defs: { personal: opened(personal) } }),
  };
}

function olderSchema(type: string, version: number): JsonSchema | undefined {
  const file = join(schemaFolder, type, `${version}.json`);
  return existsSync(file) ? jsonSchemaIn(readFileSync(file, 'utf8')) : undefined;
}

export const jsonSchemaIn = (text: string): JsonSchema => jsonSchemaOf(JSON.parse(text));

function jsonSchemaOf(made: unknown): JsonSchema {
  if (!isJsonSchema(made)) throw new Error('a JSON Schema is an object');
  return made;
}

/** What its keywords hold is not looked at: schemas are made by zod, and kept by us. */
const isJsonSchema = (made: unknown): made is JsonSchema => typeof made === 'object' && made !== null;

const sealed: JsonSchema = {
  type: 'string',
  contentEncoding: 'base64',
  description:
    "Personal data, encrypted with the person's own key, and words about somebody else's comment with that person's key as well; it opens to #/$defs/personal. Absent where there is none, and once one of them was erased.",
};

function opened(personal: z.ZodObject): JsonSchema {
  const { $schema: _, ...schema } = plain(personal);
  return schema;
}

/** As consumers need it: open for fields that come later, and without what only zod says. */
const plain = (schema: z.ZodObject): JsonSchema =>
  jsonSchemaOf(
    z.toJSONSchema(schema, {
      override: ({ jsonSchema }) => {
        if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
        if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
        if (jsonSchema.format) delete jsonSchema.pattern;
        delete jsonSchema.default;
        delete jsonSchema.propertyNames;
      },
    }),
  );
