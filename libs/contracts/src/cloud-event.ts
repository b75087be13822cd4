import { type EventSchema, eventSchemas, isEventType } from './event-schemas.ts';

/** An event of the log as this room sees it: its personal data sealed. */
export interface StoredToPublish {
  readonly position: number;
  readonly version: number;
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly siteId: string;
  readonly partitionKey: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly sealed: Buffer | null;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly recordedAt: Date;
}

/**
 * CloudEvents 1.0, structured mode: the event as consumers get it, from Kafka or page by page. docs/events.md explains
 * it.
 */
export type CloudEvent = {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  readonly partitionkey: string;
  /** Which log the position is of, and its epoch: `<log id>.<epoch>`. Only records of older versions are without. */
  readonly log?: string;
  /** The place in the whole log; a decimal string, since JSON numbers end at 2^53 in many languages. */
  readonly position: string;
  /**
   * The position of the record before it in the same partition; absent on the first, and where there is no partition.
   */
  readonly prev?: string;
  /** The event's number in its own stream: 1, 2, 3 … */
  readonly streamversion: number;
  readonly traceparent?: string;
  readonly data: Readonly<Record<string, unknown>>;
};

export interface Publication {
  /** `labelAt` of the event's position. */
  readonly log: string;
  readonly prev?: number;
  /** Where the service is reached, without a slash at the end. Without it `dataschema` only names the schema. */
  readonly publicUrl?: string;
}

/** A stored event as it is published: in the version it was written in, with what is sealed still sealed. */
export function toCloudEvent(stored: StoredToPublish, { log, prev, publicUrl = 'colloquy:' }: Publication): CloudEvent {
  const { type, schemaVersion, siteId, sealed, data } = stored;
  const subject = subjectOf(stored);
  const { traceparent } = stored.meta;
  return {
    specversion: '1.0',
    id: stored.eventId,
    source: `/sites/${siteId}`,
    type,
    ...(subject !== undefined && { subject }),
    time: stored.recordedAt.toISOString(),
    datacontenttype: 'application/json',
    // CloudEvents wants an absolute URI here; its path is the schema's path at the service.
    dataschema: `${publicUrl}/schemas/${type}/${schemaVersion}.json`,
    partitionkey: stored.partitionKey,
    log,
    position: String(stored.position),
    ...(prev !== undefined && { prev: String(prev) }),
    streamversion: stored.version,
    ...(typeof traceparent === 'string' && { traceparent }),
    data: sealed === null ? data : { ...data, sealed: sealed.toString('base64') },
  };
}

/** Every attribute again, for routers that do not look into the value (CloudEvents Kafka binding, 3.3). */
export function ceHeaders(event: CloudEvent): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'application/cloudevents+json' };
  for (const [name, header] of repeated) {
    const value = event[name];
    if (value !== undefined) headers[header] = String(value);
  }
  return headers;
}

const attributes = [
  ...['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'dataschema', 'partitionkey'],
  ...['log', 'position', 'prev', 'streamversion', 'traceparent'],
] as const satisfies readonly (keyof CloudEvent)[];
const repeated = attributes.map((name) => [name, `ce_${name}`] as const);

/**
 * The topic of an event, without the prefix.
 * @throws Error for a type that this program does not know: to publish it elsewhere, or not at all, would lose it
 */
export function topicOf(type: string): EventSchema['topic'] {
  if (!isEventType(type)) throw new Error(`no topic is known for ${type}: a newer program wrote it`);
  return eventSchemas[type].topic;
}

/** What it is about: the comment, else the article, else the author, else the site whose policy it is. */
function subjectOf({ type, siteId, data }: StoredToPublish): string | undefined {
  const id = data['commentId'] ?? data['articleId'] ?? data['authorId'];
  if (typeof id === 'string') return id;
  return type === 'PolicyChanged' ? siteId : undefined;
}
