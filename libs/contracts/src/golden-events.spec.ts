import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { epochMarkType } from './epoch-mark.ts';
import { type JsonSchema, eventJsonSchema } from './event-json-schema.ts';
import { type DomainEvent, eventSchemas, eventTypes, isEventType } from './event-schemas.ts';
import { brokenPromises, contractsFolder, generatedFiles } from './generate-schemas.ts';
import { parseRecorded, validateEvent } from './upcast.ts';

interface Golden {
  readonly data: Record<string, unknown>;
  readonly personal?: Record<string, unknown>;
}

const ajv = formats.default(new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }));
const folderOf = (name: 'golden' | 'schemas/events') => join(contractsFolder, name);
const versionsIn = (name: 'golden' | 'schemas/events') =>
  readdirSync(folderOf(name)).flatMap((type) =>
    readdirSync(join(folderOf(name), type)).map((file) => ({ type, version: Number.parseInt(file, 10) })),
  );
const goldenOf = (type: string, version: number): Golden =>
  JSON.parse(readFileSync(join(folderOf('golden'), type, `${version}.json`), 'utf8')) as Golden;
const schemaOf = (type: string, version: number): JsonSchema =>
  JSON.parse(readFileSync(join(folderOf('schemas/events'), type, `${version}.json`), 'utf8')) as JsonSchema;
/** Without the schema's `$id`, because Ajv refuses to compile the same id twice. */
function errorsOf(schema: JsonSchema, value: unknown): unknown[] {
  const { $id: _, ...anonymous } = schema;
  const check = ajv.compile(anonymous as SchemaObject);
  return check(value) ? [] : (check.errors ?? []);
}

describe('the schemas in the tree', () => {
  it('equal the output of `npm run generate`', () => {
    const files = [...generatedFiles()];
    expect(files.length).toBeGreaterThan(eventTypes.length);
    const stale = files.filter(([path, content]) => {
      const file = join(contractsFolder, path);
      return !existsSync(file) || readFileSync(file, 'utf8') !== content;
    });
    expect(stale.map(([path]) => path)).toEqual([]);
  });

  it('are compatible with the released ones', () => {
    expect(brokenPromises()).toEqual([]);
  });

  it('belong to existing events and versions', () => {
    for (const { type, version } of [...versionsIn('golden'), ...versionsIn('schemas/events')]) {
      expect([...eventTypes, epochMarkType]).toContain(type);
      if (isEventType(type)) expect(version).toBeLessThanOrEqual(eventSchemas[type].version);
    }
  });

  it('are exactly the schemas that the service serves', () => {
    for (const { type, version } of versionsIn('schemas/events')) {
      expect(eventJsonSchema(type, version)).toEqual(schemaOf(type, version));
    }
    expect(eventJsonSchema('CommentPosted', 999)).toBeUndefined();
    expect(eventJsonSchema('../golden/CommentPosted', 1)).toBeUndefined();
  });
});

describe('the golden mark of a new epoch', () => {
  it('matches its schema', () => {
    const { data } = goldenOf(epochMarkType, 1);
    expect(errorsOf(schemaOf(epochMarkType, 1), data)).toEqual([]);
    expect(errorsOf(schemaOf(epochMarkType, 1), { ...data, after: 7 })).not.toEqual([]);
  });
});

const goldenEvents = versionsIn('golden').filter(({ type }) => isEventType(type));
describe.each(goldenEvents)('the golden $type of version $version', ({ type, version }) => {
  const { data, personal } = goldenOf(type, version);

  it('matches its schema, with and without encrypted data', () => {
    const schema = schemaOf(type, version);
    expect(errorsOf(schema, data)).toEqual([]);
    expect(errorsOf(schema, { ...data, sealed: 'AAECAwQFBgc=' })).toEqual([]);
    expect(errorsOf(schema, { ...data, articleId: 7, authorId: 7, actorId: 7 })).not.toEqual([]);
  });

  it('has exactly the personal data that its schema describes', () => {
    const opensTo = schemaOf(type, version).$defs?.['personal'];
    expect(personal === undefined).toBe(opensTo === undefined);
    expect(errorsOf(opensTo ?? { type: 'null' }, personal ?? null)).toEqual([]);
  });

  it('has every field of the data', () => {
    const fields = Object.keys(schemaOf(type, version).properties ?? {}).filter((field) => field !== 'sealed');
    expect(Object.keys(data).toSorted()).toEqual(fields.toSorted());
  });

  it('is read as an event of the newest version', () => {
    const stored = {
      type,
      schemaVersion: version,
      data,
      personal: personal ?? null,
      eventId: 'e',
      siteId: 'default',
      position: 1,
      version: 1,
      recordedAt: new Date(0),
      meta: {},
    };
    const read = parseRecorded(stored);
    const today = { type, data: read?.data, ...(read?.personal && { personal: read.personal }) } as DomainEvent;
    expect(validateEvent(today)).toEqual(today);
  });
});
