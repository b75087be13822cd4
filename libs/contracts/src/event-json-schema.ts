import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { epochMarkSchema, epochMarkType } from './epoch-mark.ts';
import { type EventSchema, eventSchemas, isEventType } from './event-schemas.ts';

/** A JSON Schema of draft 2020-12, with the keywords that this module reads. */
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

/** The schemas of every version ever written; the build copies this folder. */
const schemaFolder = join(import.meta.dirname, '..', 'schemas', 'events');

/** The schema of a CloudEvent's `data` for this type and version; undefined if that version never existed. */
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

/** The schema of the data in clear, with `sealed` and the schema of the decrypted text. */
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

/** Does not check the values of keywords: only zod makes these schemas, and they are part of this repository. */
const isJsonSchema = (made: unknown): made is JsonSchema => typeof made === 'object' && made !== null;

const sealed: JsonSchema = {
  type: 'string',
  contentEncoding: 'base64',
  description:
    'Personal data, encrypted with the key of the person who wrote it. Words about another person’s comment are also encrypted with that person’s key. `#/$defs/personal` describes the decrypted data. Missing if the event has no personal data, or after one of these persons was erased',
};

function opened(personal: z.ZodObject): JsonSchema {
  const { $schema: _, ...schema } = plain(personal);
  return schema;
}

/** For consumers: allows fields that later versions add, and leaves out keywords that only zod needs. */
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
