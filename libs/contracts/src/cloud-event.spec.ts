import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { type StoredToPublish, ceHeaders, toCloudEvent, topicOf } from './cloud-event.ts';
import { eventTypes } from './event-schemas.ts';

/**
 * The JSON Schema of the CloudEvents 1.0 specification, and its rule for names and types of extensions.
 */
const cloudEvents: SchemaObject = {
  type: 'object',
  required: ['id', 'source', 'specversion', 'type'],
  properties: {
    id: { type: 'string', minLength: 1 },
    source: { type: 'string', format: 'uri-reference', minLength: 1 },
    specversion: { const: '1.0' },
    type: { type: 'string', minLength: 1 },
    datacontenttype: { type: 'string', minLength: 1 },
    dataschema: { type: 'string', format: 'uri', minLength: 1 },
    subject: { type: 'string', minLength: 1 },
    time: { type: 'string', format: 'date-time' },
    data: { type: 'object' },
  },
  propertyNames: { pattern: '^[a-z0-9]{1,20}$' },
  additionalProperties: {
    anyOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }],
  },
};
const isCloudEvent = formats.default(new Ajv2020({ strict: true, allowUnionTypes: true })).compile(cloudEvents);

const log = '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11.2';
const commentId = '019ab0f2-6c1e-7d43-9a52-3f0c8e1b7a10';
const authorId = '019a8e11-2f60-7b8a-b1c4-7d5e9f3a2c08';
const stored: StoredToPublish = {
  position: 9_007_199_254_740_000,
  version: 3,
  eventId: '019ab10d-0b7c-7e65-b3f2-4d9a8c1e7f06',
  type: 'CommentEdited',
  schemaVersion: 1,
  siteId: 'default',
  partitionKey: 'default/2026-11-23-brücke & more',
  data: { commentId, articleId: '2026-11-23-brücke & more', authorId },
  sealed: Buffer.from([0, 1, 2, 250, 251, 252]),
  meta: { actor: 'author', traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
  recordedAt: new Date('2026-11-23T12:00:00.123Z'),
};

describe('an event that is published', () => {
  it('is a CloudEvent with all attributes', () => {
    expect(toCloudEvent(stored, { log, prev: 17 })).toEqual({
      specversion: '1.0',
      id: '019ab10d-0b7c-7e65-b3f2-4d9a8c1e7f06',
      source: '/sites/default',
      type: 'CommentEdited',
      subject: commentId,
      time: '2026-11-23T12:00:00.123Z',
      datacontenttype: 'application/json',
      dataschema: 'colloquy:/schemas/CommentEdited/1.json',
      partitionkey: 'default/2026-11-23-brücke & more',
      log,
      position: '9007199254740000',
      prev: '17',
      streamversion: 3,
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      data: { ...stored.data, sealed: 'AAEC+vv8' },
    });
  });

  it('follows the CloudEvents 1.0 specification', () => {
    for (const publication of [{ log }, { log, prev: 0 }, { log, publicUrl: 'https://comments.news.example' }]) {
      isCloudEvent(toCloudEvent(stored, publication));
      expect(isCloudEvent.errors ?? []).toEqual([]);
    }
  });

  it('links to its schema if the public URL of the service is set', () => {
    const { dataschema } = toCloudEvent(stored, { log, publicUrl: 'https://comments.news.example' });
    expect(dataschema).toBe('https://comments.news.example/schemas/CommentEdited/1.json');
    expect(new URL(toCloudEvent(stored, { log }).dataschema).pathname).toBe(new URL(dataschema).pathname);
  });

  it('keeps the schema version in which it was written', () => {
    expect(toCloudEvent({ ...stored, schemaVersion: 7 }, { log })).toMatchObject({
      dataschema: 'colloquy:/schemas/CommentEdited/7.json',
      data: stored.data,
    });
  });

  it('has no `sealed` if there is no personal data, or it was erased', () => {
    expect(toCloudEvent({ ...stored, sealed: null }, { log }).data).toEqual(stored.data);
  });

  it('omits attributes without a value', () => {
    const names = Object.keys(toCloudEvent({ ...stored, meta: {} }, { log }));
    expect(names).not.toContain('prev');
    expect(names).not.toContain('traceparent');
  });

  it('has the previous position even if that is 0', () => {
    expect(toCloudEvent(stored, { log, prev: 0 }).prev).toBe('0');
  });

  it.each([
    ['the comment', 'CommentPosted', { commentId, articleId: 'a', authorId }, commentId],
    ['the article', 'ArticleUpdated', { articleId: 'a', actorId: authorId }, 'a'],
    ['the author', 'AuthorErased', { authorId }, authorId],
    ['the site', 'PolicyChanged', { policyVersion: 1 }, 'default'],
    ['nothing that it cannot name', 'CommentPosted', { parked: true }, undefined],
  ])('has as subject %s', (_what, type, data, subject) => {
    expect(toCloudEvent({ ...stored, type, data }, { log }).subject).toBe(subject);
  });
});

describe('the headers of a record', () => {
  it('repeat every attribute, but no data', () => {
    const event = toCloudEvent(stored, { log, prev: 17 });
    const { 'content-type': contentType, ...attributes } = ceHeaders(event);
    expect(contentType).toBe('application/cloudevents+json');
    const { data: _, ...expected } = event;
    expect(attributes).toEqual(
      Object.fromEntries(Object.entries(expected).map(([name, value]) => [`ce_${name}`, String(value)])),
    );
    expect(attributes).toMatchObject({
      ce_log: log,
      ce_position: '9007199254740000',
      ce_prev: '17',
      ce_streamversion: '3',
    });
  });
});

describe('the topic of an event', () => {
  it.each(eventTypes)('is one of three topics: %s', (type) => {
    const topic = { Comment: 'comments', Article: 'comments', Author: 'authors', Policy: 'policies', Site: 'policies' };
    expect(topicOf(type)).toBe(topic[/^[A-Z][a-z]+/.exec(type)?.[0] as keyof typeof topic]);
  });

  it('throws for an unknown type', () => {
    expect(() => topicOf('CommentTranslated')).toThrow('no topic is known for CommentTranslated');
  });
});
