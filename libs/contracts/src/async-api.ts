import { epochMarkSchema, epochMarkType } from './epoch-mark.ts';
import { eventJsonSchema } from './event-json-schema.ts';
import { eventSchemas, eventTypes } from './event-schemas.ts';
import { type EventTopic, countsTopic, eventTopics, topics } from './events/topics.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * AsyncAPI 3: the topics, and every event as it stands in them. Made from the schemas that events are validated with
 * before they are stored.
 */
export function asyncApiDocument(): Json {
  const channels = Object.fromEntries(eventTopics.map((topic) => [topic, eventChannel(topic)]));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Colloquy events',
      version: '1.0.0', // of this contract: within 1 fields and events are only added
      description:
        'Everything that happens to comments, articles, authors, policies and sites, as CloudEvents 1.0. At least once, in order for each key; `position` and `prev` let a consumer drop what is repeated and prove that nothing is missing.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels: { ...channels, articleCounts: countsChannel },
    operations: {
      ...Object.fromEntries(eventTopics.map((topic) => [`publish-${topic}`, publishing(topic)])),
      [`publish-${countsTopic.name}`]: publishing('articleCounts'),
    },
    components: {
      messages: {
        ...Object.fromEntries(eventTypes.map((type) => [type, eventMessage(type)])),
        [epochMarkType]: markMessage,
      },
      schemas: { headers },
    },
  };
}

const prefix = { prefix: { default: 'colloquy', description: 'KAFKA_TOPIC_PREFIX of the installation' } };
const publishing = (channel: string): Json => ({ action: 'send', channel: { $ref: `#/channels/${channel}` } });

function eventChannel(topic: EventTopic): Json {
  const types = eventTypes.filter((type) => eventSchemas[type].topic === topic);
  return {
    address: `{prefix}.${topic}`,
    description: `${topics[topic].holds} Kept for ever unless the operator says otherwise.`,
    parameters: prefix,
    messages: Object.fromEntries(
      [...types, epochMarkType].map((type) => [type, { $ref: `#/components/messages/${type}` }]),
    ),
    bindings: { kafka: { topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': -1 } } },
  };
}

const countsChannel: Json = {
  address: `{prefix}.${countsTopic.name}`,
  description: countsTopic.holds,
  parameters: prefix,
  messages: {
    ArticleCount: {
      contentType: 'application/json',
      bindings: { kafka: { key: { type: 'string', description: countsTopic.key } } },
      payload: {
        type: 'object',
        required: ['siteId', 'articleId', 'count', 'position'],
        properties: {
          siteId: { type: 'string' },
          articleId: { type: 'string' },
          count: { type: 'integer', minimum: 0 },
          position: {
            type: 'string',
            description: 'the last event that the count includes; grows within an epoch of the log',
          },
          log: {
            type: 'string',
            description:
              'in which log and epoch it is said, `<log id>.<epoch>`; records of older versions lack it and are of epoch 1. Of two counts the one of the later epoch holds, in one epoch that with the higher position',
          },
        },
      },
    },
  },
  bindings: { kafka: { topicConfiguration: { 'cleanup.policy': ['compact'] } } },
};

function eventMessage(type: (typeof eventTypes)[number]): Json {
  const { topic, version, description } = eventSchemas[type];
  return messageOf({ type, version, summary: description, key: topics[topic].key });
}

function messageOf({
  type,
  version,
  summary,
  key,
}: {
  type: string;
  version: number;
  summary: string;
  key: string;
}): Json {
  const { $schema: _, ...data } = { ...eventJsonSchema(type, version) };
  return {
    name: type,
    title: type,
    summary,
    headers: { $ref: '#/components/schemas/headers' },
    bindings: { kafka: { key: { type: 'string', description: key } } },
    payload: {
      schemaFormat: 'application/schema+json;version=draft-2020-12',
      schema: {
        type: 'object',
        required: [...required, 'data'],
        properties: { ...attributes, type: { const: type }, data },
      },
    },
  };
}

const text = (description: string, more: Json = {}): Json => ({ type: 'string', ...more, description });

/** The attributes of every event; docs/events.md says more about each. */
const attributes: Json = {
  specversion: { const: '1.0' },
  id: text('this event, for ever: a repetition has the same', { format: 'uuid' }),
  source: text('/sites/{site}'),
  type: { type: 'string' },
  subject: text('the comment, else the article, else the author, else the site that it is about'),
  time: text('when the database took it', { format: 'date-time' }),
  datacontenttype: { const: 'application/json' },
  dataschema: text('its path is where the service has the JSON Schema of `data`'),
  partitionkey: text("what is kept in order together; also the record's key"),
  log: text(
    'the log that the position is of, and its epoch: `<log id>.<epoch>`; only records of older versions lack it',
  ),
  position: text('its place in the whole log: a decimal number that grows, with gaps', { pattern: '^[0-9]+$' }),
  prev: text('the position of the record before it in the same partition; absent on the first', {
    pattern: '^[0-9]+$',
  }),
  streamversion: {
    type: 'integer',
    minimum: 1,
    description: 'its number in its own comment, article, author or policy; all sites are numbered together',
  },
  traceparent: text('the request that caused it'),
};
const optional = new Set(['subject', 'log', 'prev', 'traceparent']);
const required = Object.keys(attributes).filter((name) => !optional.has(name));

const markMessage = messageOf({
  type: epochMarkType,
  version: epochMarkSchema.version,
  summary: epochMarkSchema.description,
  key: 'the same as `log`',
});

const headers: Json = {
  type: 'object',
  description: 'Every attribute again, for routers that do not look into the value.',
  required: ['content-type', ...required.map((name) => `ce_${name}`)],
  properties: {
    'content-type': { const: 'application/cloudevents+json' },
    ...Object.fromEntries(Object.keys(attributes).map((name) => [`ce_${name}`, { type: 'string' }])),
  },
};
