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

/** The log for those without Kafka, and what is in it. */
export const eventRoutes = {
  'GET /v1/events': {
    operationId: 'Events_page',
    access: 'analyst',
    summary: 'Page through the event log in order',
    tag: 'Analysts',
    query: EventsQuery,
    answers: { 200: EventsAnswer },
  },
  'GET /schemas/:type/:file': {
    operationId: 'Schemas_schema',
    access: 'public',
    summary: 'The JSON Schema of an event',
    tag: 'Analysts',
    params: { type: z.string(), file: SchemaFile },
    cache: 'public, max-age=86400',
    limited: 'read',
    answers: { 200: { content: 'application/schema+json; charset=utf-8', schema: anyJson } },
  },
  'GET /asyncapi.json': {
    operationId: 'AsyncApi_asyncApi',
    access: 'public',
    summary: 'The Kafka topics and their events, as AsyncAPI 3',
    tag: 'Analysts',
    cache: 'public, max-age=3600',
    unlimited: 'a document in memory',
    answers: { 200: { content: 'application/json; charset=utf-8', schema: anyJson } },
  },
} as const satisfies RouteTable;
