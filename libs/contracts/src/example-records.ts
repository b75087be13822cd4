import { type CloudEvent, toCloudEvent } from './cloud-event.ts';
import { epochMark, epochMarkSchema } from './epoch-mark.ts';
import { type EventSchema, type EventType, eventSchemas } from './event-schemas.ts';
import type { EventTopic } from './events/topics.ts';
import { newestLabel } from './log-identity.ts';

const logId = '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11';
const site = 'default';

/** An event of this type as a consumer gets it, made from its declared example. `sealed` is random bytes. */
export function exampleRecord(type: EventType): CloudEvent {
  const { topic, version, example, personal }: EventSchema = eventSchemas[type];
  const data: Readonly<Record<string, unknown>> = { ...example.data };
  return toCloudEvent(
    {
      position: 48213,
      version: 3,
      eventId: '019ab0f5-3d1a-7b90-8e24-6c7f1a5d9b02',
      type,
      schemaVersion: version,
      siteId: site,
      partitionKey: keyIn[topic](data),
      data,
      sealed: personal ? sealed : null,
      meta: { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
      recordedAt: new Date('2026-11-23T14:07:31.482Z'),
    },
    { log: `${logId}.1`, prev: 48190 },
  );
}

/** The mark of an epoch in one partition. */
export function exampleMark(): CloudEvent {
  const { data } = epochMarkSchema.example;
  const beganAt = new Date('2026-11-24T06:30:12.008Z');
  const epochs = data.epochs.map(({ epoch, after }) => ({
    epoch,
    after: Number(after),
    reason: data.reason,
    beganAt,
  }));
  const begun = epochs.at(-1);
  if (!begun) throw new Error('the example of a mark has no epochs');
  const mark = epochMark({ logId, epochs }, begun, { topic: 'colloquy.comments', partition: 3 });
  return toCloudEvent(mark, { log: newestLabel({ logId, epochs }), prev: 48190 });
}

/** A record of the topic of counts. */
export const exampleCount = {
  siteId: site,
  articleId: '2026-11-23-bridge-vote',
  count: 27,
  position: '48213',
  log: `${logId}.1`,
};

/** The key of a record, as `topics` describes it. */
const keyIn: Readonly<Record<EventTopic, (data: Readonly<Record<string, unknown>>) => string>> = {
  comments: ({ articleId }) => `${site}/${String(articleId)}`,
  authors: ({ authorId }) => `${site}/${String(authorId)}`,
  policies: () => site,
};

const sealed = Buffer.from(
  'AS1xFkK3JrBEAWJ8qfusMvXIUw+xkDzE2wIlhxeSGkiBEhtHdKdZkkopKcSkEvtuMbmqp0ZGaEDvzEp21pqUFJ4jZOOYPWRv6vqhtRF4XlyekK7cMNpqa+rVUg==',
  'base64',
);
