import { type CloudEvent, ceHeaders } from './cloud-event.ts';
import { epochMarkSchema, epochMarkType } from './epoch-mark.ts';
import { eventJsonSchema } from './event-json-schema.ts';
import { eventSchemas, eventTypes } from './event-schemas.ts';
import { exampleCount, exampleMark, exampleRecord } from './example-records.ts';
import { type EventTopic, countsTopic, eventTopics, topics } from './events/topics.ts';

type Json = Readonly<Record<string, unknown>>;

const text = (description: string, more: Json = {}): Json => ({ type: 'string', ...more, description });

/**
 * The AsyncAPI 3 document: the Kafka topics, and each event as it is published. It is derived from the schemas that
 * events are validated with before they are stored.
 */
export function asyncApiDocument(): Json {
  const channels = Object.fromEntries(eventTopics.map((topic) => [topic, eventChannel(topic)]));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Colloquy events',
      version: '1.0.0', // of this contract: within major version 1, fields and events are only added
      description: introduction,
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
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

/** The beginning of the document, as Markdown. */
const introduction = `
Everything that happens to comments, articles, authors, policies and sites, as CloudEvents 1.0 in Kafka. Each record is one event as JSON
(structured mode). Its headers repeat the attributes.

**Topics.** Names begin with the setting \`KAFKA_TOPIC_PREFIX\`, \`colloquy\` by default. Events with the same key are in order.

**Delivery.** At least once. A repeated record has the same \`id\` and \`position\`: to apply each event once, skip positions up to the
highest one that you applied for its key. \`prev\` is the position of the previous record of the partition, so you can detect gaps.

**Restored backups.** \`log\` names the log and its epoch. After a backup was restored, a \`LogEpochBegan\` in each partition lists
the valid positions of the older epochs.

**Personal data.** Texts and names are encrypted in \`data.sealed\`. Everything else is in clear. To read texts, use the HTTP API.

**Versions.** Within a version of a schema, fields are only added. Ignore fields that you do not know.
`.trim();

const prefix = { prefix: { default: 'colloquy', description: 'The setting `KAFKA_TOPIC_PREFIX`' } };
const publishing = (channel: string): Json => ({ action: 'send', channel: { $ref: `#/channels/${channel}` } });

function eventChannel(topic: EventTopic): Json {
  const types = eventTypes.filter((type) => eventSchemas[type].topic === topic);
  return {
    address: `{prefix}.${topic}`,
    description: `${topics[topic].holds} Kafka keeps the records without a time limit, unless the operator configures one.`,
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
      name: 'ArticleCount',
      title: 'ArticleCount',
      summary: 'The number of visible comments of an article.',
      contentType: 'application/json',
      bindings: { kafka: { key: { type: 'string', description: countsTopic.key } } },
      examples: [{ name: 'ArticleCount', payload: exampleCount }],
      payload: {
        type: 'object',
        required: ['siteId', 'articleId', 'count', 'position'],
        properties: {
          siteId: text('Id of the site'),
          articleId: text('The publisher’s id of the article'),
          count: { type: 'integer', minimum: 0, description: 'Number of visible comments' },
          position: text('Position of the last event that the count includes. It grows within an epoch of the log'),
          log: text(
            'Log and epoch of the position, `<log id>.<epoch>`. Missing in records of older versions, which belong to epoch 1. Of two counts, use the one of the later epoch, or within one epoch the one with the higher position',
          ),
        },
      },
    },
  },
  bindings: { kafka: { topicConfiguration: { 'cleanup.policy': ['compact'] } } },
};

function eventMessage(type: (typeof eventTypes)[number]): Json {
  const { topic, version, description } = eventSchemas[type];
  return messageOf({ type, version, description, key: topics[topic].key, example: exampleRecord(type) });
}

interface Message {
  readonly type: string;
  readonly version: number;
  readonly description: string;
  readonly key: string;
  readonly example: CloudEvent;
}

function messageOf({ type, version, description, key, example }: Message): Json {
  const { $schema: _, ...data } = { ...eventJsonSchema(type, version) };
  return {
    name: type,
    title: type,
    summary: firstSentence(description),
    description,
    headers: { $ref: '#/components/schemas/headers' },
    bindings: { kafka: { key: { type: 'string', description: key } } },
    payload: {
      schemaFormat: 'application/schema+json;version=draft-2020-12',
      schema: {
        type: 'object',
        required: [...required, 'data'],
        properties: { ...attributes, type: { const: type, description: 'Type of the event' }, data },
      },
    },
    examples: [{ name: type, headers: ceHeaders(example), payload: example }],
  };
}

const firstSentence = (description: string): string => /^.*?\.(?= |$)/.exec(description)?.[0] ?? description;

/** The attributes of every event; docs/events.md explains them. */
const attributes: Json = {
  specversion: { const: '1.0', description: 'Version of CloudEvents' },
  id: text('Id of the event; a repeated record has the same id', { format: 'uuid' }),
  source: text('`/sites/{site}`'),
  type: text('Type of the event'),
  subject: text('Id of the comment, or else of the article, author or site that the event is about'),
  time: text('When the database stored the event', { format: 'date-time' }),
  datacontenttype: { const: 'application/json', description: 'Content type of `data`' },
  dataschema: text('Address of the JSON Schema of `data`; the service has it at this path'),
  partitionkey: text('Key of the record; events with the same key are in order'),
  log: text('Log and epoch of the position, `<log id>.<epoch>`. Only records of older versions lack it'),
  position: text('Position in the whole log: a decimal number that grows, with gaps', { pattern: '^[0-9]+$' }),
  prev: text('Position of the previous record in the same partition; missing on the first', { pattern: '^[0-9]+$' }),
  streamversion: {
    type: 'integer',
    minimum: 1,
    description:
      'Number of the event in the stream of its comment, article, author or policy. The settings of all sites are one stream',
  },
  traceparent: text('W3C trace context of the request that caused the event'),
};
const optional = new Set(['subject', 'log', 'prev', 'traceparent']);
const required = Object.keys(attributes).filter((name) => !optional.has(name));

const markMessage = messageOf({
  type: epochMarkType,
  version: epochMarkSchema.version,
  description: epochMarkSchema.description,
  key: 'The same as `log`',
  example: exampleMark(),
});

const headers: Json = {
  type: 'object',
  description: 'Repeats every attribute, for routers that do not parse the value.',
  required: ['content-type', ...required.map((name) => `ce_${name}`)],
  properties: {
    'content-type': { const: 'application/cloudevents+json', description: 'Structured mode of CloudEvents' },
    ...Object.fromEntries(Object.keys(attributes).map((name) => [`ce_${name}`, text(`The attribute \`${name}\``)])),
  },
};
