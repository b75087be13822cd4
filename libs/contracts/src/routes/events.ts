import { z } from 'zod';
import { EventsAnswer } from '../answers.ts';
import { EventsQuery } from '../requests.ts';
import type { RouteTable } from './route.ts';

const anyJson = z.record(z.string(), z.unknown());

/** `{version}.json` */
const SchemaFile = z
  .string()
  .regex(/^\d+\.json$/)
  .transform((file) => Number(file.slice(0, -'.json'.length)));

/** The event log over HTTP, for consumers without Kafka, and the schemas of its events. */
export const eventRoutes = {
  'GET /v1/events': {
    operationId: 'Events_page',
    access: 'analyst',
    summary: 'List events',
    details:
      'Returns the event log in order, one page at a time, as CloudEvents. Send `log` with `after`, so that a restored backup is noticed.',
    tag: 'Analysts',
    query: EventsQuery,
    answers: { 200: EventsAnswer },
    problems: ['other-log', 'position-void'],
  },
  'GET /schemas/:type/:file': {
    operationId: 'Schemas_schema',
    access: 'public',
    summary: 'Get the JSON Schema of an event',
    details: 'Every version that was ever written has a schema.',
    tag: 'Analysts',
    params: {
      type: z.string().describe('Type of the event'),
      file: SchemaFile.describe('Version of the event and `.json`, for example `1.json`'),
    },
    cache: 'public, max-age=86400',
    limited: 'read',
    answers: { 200: { content: 'application/schema+json; charset=utf-8', schema: anyJson } },
  },
  'GET /asyncapi.json': {
    operationId: 'AsyncApi_asyncApi',
    access: 'public',
    summary: 'Get the AsyncAPI document',
    details: 'Describes the Kafka topics and their events as AsyncAPI 3.',
    tag: 'Analysts',
    cache: 'public, max-age=3600',
    unlimited: 'a document in memory',
    answers: { 200: { content: 'application/json; charset=utf-8', schema: anyJson } },
  },
} as const satisfies RouteTable;
