import { type EventSchema, eventSchemas, isEventType } from './event-schemas.ts';

/** An event of the log with its personal data still encrypted: this module has no keys. */
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
  /** Log and epoch of the position, `<log id>.<epoch>`. Only records of older versions lack it. */
  readonly log?: string;
  /** Position in the whole log. A decimal string, because many languages read JSON numbers exactly only up to 2^53. */
  readonly position: string;
  /**
   * Position of the previous record in the same partition. Missing on the first record, and over HTTP, which has no
   * partitions.
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
  /** Base URL of the service, without a slash at the end. Without it `dataschema` only names the schema. */
  readonly publicUrl?: string;
}

/** A stored event as it is published: in the version it was written in, and with its personal data still encrypted. */
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

/** Repeats every attribute as a header, for routers that do not parse the value (CloudEvents Kafka binding, 3.3). */
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
 * @throws Error for a type that this version does not know. Skipping the event would lose it for consumers
 */
export function topicOf(type: string): EventSchema['topic'] {
  if (!isEventType(type)) throw new Error(`no topic is known for ${type}: a newer program wrote it`);
  return eventSchemas[type].topic;
}

/** The id of the comment, or else the article, the author, or the site whose policy changed. */
function subjectOf({ type, siteId, data }: StoredToPublish): string | undefined {
  const id = data['commentId'] ?? data['articleId'] ?? data['authorId'];
  if (typeof id === 'string') return id;
  return type === 'PolicyChanged' ? siteId : undefined;
}
