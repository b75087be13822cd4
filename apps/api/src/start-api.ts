import cors from '@fastify/cors';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorWithoutData } from '#platform/error-without-data';
import { Peppers } from './addresses/peppers';
import { PostAddresses } from './addresses/post-addresses';
import { ApiModule, type ApiDependencies, controllers } from './api.module';
import { OidcProvider } from './desk/oidc-provider';
import { openApiDocument } from './docs/openapi';
import { problemsPage } from './docs/problems-page';
import { parseFormBody } from './embed/form-body';
import { secureHeaders } from './http/secure-headers';
import { ProblemFilter } from './http/problem.filter';
import { parseJsonBody } from './http/json-body';
import { measureRequests } from './http/request-metrics';
import { SharedWindows } from './limits/shared-windows';
import { Door } from './reading/door';
import { ReadModelFollower } from './reading/read-model-follower';

/** A page that whoever starts the API wants shown beside it. */
export interface Page {
  readonly path: string;
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

export interface ApiOptions extends ApiDependencies {
  readonly host: string;
  readonly port: number;
  readonly trustProxy: boolean;
  readonly version: string;
  readonly pages: readonly Page[];
}

export interface RunningApi {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** The projector of this process has moved: readers that wait for it need not wait for the next look. */
  nudge(): void;
  /** Stops accepting, finishes what is in flight. */
  stop(): Promise<void>;
}

/** A request body is 64 kB at most: the longest comment is 40 kB of UTF-8. A policy may carry lists of thousands of words. */
const bodyLimit = 65_536;
const policyBodyLimit = 204_800;

/** What is in flight is answered within this time; the whole service has 10 s to stop. */
const drainMs = 5000;

export async function startApi(options: ApiOptions): Promise<RunningApi> {
  const adapter = new FastifyAdapter({
    bodyLimit,
    trustProxy: options.trustProxy,
    routerOptions: { maxParamLength: 1000, ignoreTrailingSlash: true },
    // Clients that keep connections open must not hold a shutdown back.
    forceCloseConnections: 'idle',
    keepAliveTimeout: 65_000,
    requestTimeout: 30_000,
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      new ProblemFilter(options.logger).answer(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.with(options), adapter, {
    // The filter and the start report every error themselves, without personal data and in one line.
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  await prepare(fastify, options);
  fastify.addHook('onRequest', app.get(Door).onRequest);
  if (options.oidc) await app.get(OidcProvider).check();
  const follower = app.get(ReadModelFollower);
  await follower.start();
  const peppers = app.get(Peppers);
  peppers.start();
  const sharedWindows = app.get(SharedWindows);
  if (options.rateLimits) sharedWindows.start();
  await app.listen(options.port, options.host);
  // Out of file descriptors, say: one connection less, and not the end of the process.
  fastify.server.on('error', (error) => {
    options.logger.warn({ err: errorWithoutData(error) }, 'a connection could not be taken');
  });
  return {
    app,
    url: await app.getUrl(),
    nudge: () => follower.nudge(),
    stop: async () => {
      follower.stop();
      sharedWindows.stop();
      peppers.stop();
      // A connection that was opened and never used counts as busy for a minute; browsers open such ahead of need.
      const force = setTimeout(() => fastify.server.closeAllConnections(), drainMs);
      await app.close();
      clearTimeout(force);
      await app.get(PostAddresses).written();
    },
  };
}

async function prepare(fastify: FastifyInstance, options: ApiOptions): Promise<void> {
  parseJsonBody(fastify);
  parseFormBody(fastify);
  measureRequests(fastify);
  fastify.addHook('onRequest', secureHeaders);
  fastify.addHook('onRoute', (route) => {
    if (route.method === 'PUT' && route.url.endsWith('/policy')) route.bodyLimit = policyBodyLimit;
  });
  const { allowedOrigins } = options;
  await fastify.register(cors, {
    origin: allowedOrigins.includes('*') ? '*' : [...allowedOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'idempotency-key',
      'if-match',
      'if-none-match',
      'traceparent',
      'last-event-id',
    ],
    exposedHeaders: ['etag', 'x-position', 'x-stale', 'idempotent-replayed', 'retry-after', 'location'],
    maxAge: 86_400,
  });
  for (const { path, html, contentSecurityPolicy } of options.pages) {
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentSecurityPolicy };
    fastify.get(path, (_request, reply) => reply.headers(headers).send(html));
  }
  await describe(fastify, openApiDocument(controllers, options.version));
}

async function describe(fastify: FastifyInstance, document: Record<string, unknown>): Promise<void> {
  fastify.get('/openapi.json', (_request, reply) => reply.header('cache-control', 'no-cache').send(document));
  fastify.get('/docs/problems', (_request, reply) => reply.type('text/html; charset=utf-8').send(problemsPage()));
  await fastify.register(swagger, { mode: 'static', specification: { document: document as never } });
  await fastify.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    uiConfig: { layout: 'BaseLayout' },
    theme: { title: 'Colloquy · API' },
  });
}
