import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { asyncApiDocument } from './async-api.ts';
import { ceHeaders, toCloudEvent } from './cloud-event.ts';
import { epochMark, epochMarkType } from './epoch-mark.ts';
import { eventSchemas, eventTypes } from './event-schemas.ts';
import { contractsFolder, goldenPath } from './generate-schemas.ts';
import { newestLabel } from './log-identity.ts';

type Document = {
  channels: Record<string, { address: string; messages: Record<string, unknown> }>;
  components: {
    messages: Record<string, { payload: { schema: object }; examples: { headers: object; payload: object }[] }>;
    schemas: { headers: object };
  };
};
const document = asyncApiDocument() as unknown as Document;

describe('the AsyncAPI document', () => {
  it('equals asyncapi.json in the tree, which `npm run generate` writes', () => {
    expect(readFileSync(join(contractsFolder, 'asyncapi.json'), 'utf8')).toBe(`${JSON.stringify(document, null, 2)}\n`);
  });

  it('lists each event only in the topic to which it is published', () => {
    for (const type of eventTypes) {
      const channels = Object.values(document.channels).filter(({ messages }) => type in messages);
      expect(channels.map(({ address }) => address)).toEqual([`{prefix}.${eventSchemas[type].topic}`]);
    }
  });

  it('lists the mark of a new epoch in every topic of events', () => {
    const channels = Object.values(document.channels).filter(({ messages }) => epochMarkType in messages);
    expect(channels.map(({ address }) => address)).toEqual([
      '{prefix}.comments',
      '{prefix}.authors',
      '{prefix}.policies',
    ]);
    const begun = { epoch: 2, after: 7, reason: 'restore' as const, beganAt: new Date(0) };
    const identity = {
      logId: '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11',
      epochs: [{ ...begun, epoch: 1, after: 0 }, begun],
    };
    const mark = epochMark(identity, begun, { topic: 'spec.comments', partition: 3 });
    const event = toCloudEvent(mark, { log: newestLabel(identity) });
    const isMark = new Ajv2020({ strict: false });
    formats.default(isMark);
    expect(isMark.validate(document.components.messages[epochMarkType]?.payload.schema ?? false, event)).toBe(true);
  });

  it('describes every field and attribute', () => {
    expect([...bareFields(document)]).toEqual([]);
  });

  it.each(Object.entries(document.components.messages))(
    'has an example of %s that matches its schema',
    (_type, message) => {
      const ajv = new Ajv2020({ strict: false });
      formats.default(ajv);
      const [example] = message.examples;
      expect([ajv.validate(message.payload.schema, example?.payload), ajv.errors]).toEqual([true, null]);
      expect([ajv.validate(document.components.schemas.headers, example?.headers), ajv.errors]).toEqual([true, null]);
    },
  );

  it.each(eventTypes)('describes %s as it is published', (type) => {
    const { version } = eventSchemas[type];
    const golden = JSON.parse(readFileSync(join(contractsFolder, goldenPath(type, version)), 'utf8')) as {
      data: object;
    };
    const event = toCloudEvent(
      {
        position: 12,
        version: 1,
        eventId: '019ab0f5-3d1a-7b90-8e24-6c7f1a5d9b02',
        type,
        schemaVersion: version,
        siteId: 'default',
        partitionKey: 'default/bridge',
        data: { ...golden.data },
        sealed: null,
        meta: {},
        recordedAt: new Date('2026-11-23T14:07:31.482Z'),
      },
      { log: '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11.1', prev: 7 },
    );
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    const isEvent = ajv.compile(document.components.messages[type]?.payload.schema ?? false);
    const areHeaders = ajv.compile(document.components.schemas.headers);
    expect([isEvent(event), isEvent.errors]).toEqual([true, null]);
    expect([areHeaders(ceHeaders(event)), areHeaders.errors]).toEqual([true, null]);
    expect(isEvent({ ...event, data: {} })).toBe(false);
  });
});

/** JSON pointers of fields without a description. */
function* bareFields(value: unknown, path = ''): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  const { properties } = value as { properties?: Record<string, { description?: string }> };
  for (const [name, field] of Object.entries(properties ?? {}))
    if (field.description === undefined) yield `${path}/${name}`;
  for (const [name, inner] of Object.entries(value))
    if (name !== 'examples') yield* bareFields(inner, `${path}/${name}`);
}
