import cors from '@fastify/cors';
import swagger, { type StaticDocumentSpec } from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorWithoutData } from '#platform/error-without-data';
import type { Trusts } from '#platform/trusted-proxies';
import { Peppers } from './addresses/peppers.ts';
import { PostAddresses } from './addresses/post-addresses.ts';
import { ApiModule } from './api.module.ts';
import { RefusalLog } from './audit/refusal-log.ts';
import { OidcProvider } from './desk/oidc-provider.ts';
import { apiPageScript, apiPageStyle } from './docs/api-page-theme.ts';
import { openApiDocument } from './docs/openapi.ts';
import { problemsPage, problemsPolicy } from './docs/problems-page.ts';
import { startPage } from './docs/start-page.ts';
import { parseFormBody } from './embed/form-body.ts';
import type { ApiDependencies } from './foundation/api-dependencies.ts';
import { cacheAsDeclared } from './http/cache-as-declared.ts';
import { answerClientError, answerWhatNodeRefuses, serverOptions } from './http/client-errors.ts';
import { believeOnlyProxies } from './http/forwarded.ts';
import { pathOf } from './http/path-of.ts';
import { secureHeaders } from './http/secure-headers.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import { parseJsonBody } from './http/json-body.ts';
import { measureRequests } from './http/request-metrics.ts';
import { SharedWindows } from './limits/shared-windows.ts';
import { EarlyAnswers } from './reading/early-answers.ts';
import { ReadModelFollower } from './reading/read-model-follower.ts';
import { corsBySite } from './sites/cors-by-site.ts';
import { ownOrigins } from './sites/own-origins.ts';
import { refuseUnknownSites } from './gate/refuse-unknown-sites.ts';
import { Sites } from './sites/sites.ts';
import { warnOfUnmadeSites } from './sites/unmade-sites.ts';

/** A page that whoever starts the API wants shown beside it. */
export interface StaticPage {
  readonly path: string;
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

export interface ApiOptions extends ApiDependencies {
  readonly host: string;
  readonly port: number;
  /** Undefined: the service is asked without a proxy, and believes nobody. */
  readonly trusts: Trusts | undefined;
  readonly version: string;
  readonly pages: readonly StaticPage[];
}

export interface RunningApi {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** The projector of this process has moved: readers that wait for it need not wait for the next look. */
  nudge(): void;
  /** Stops accepting, finishes what is in flight. */
  stop(): Promise<void>;
}

/** A request body is 64 kB at most, unless its route says otherwise: the longest comment is 40 kB of UTF-8. */
const bodyLimit = 65_536;

/** The same for everybody, and made by a library for the most part. */
const isDocumentation = /^\/(?:docs|openapi\.json)/;

/** What is in flight is answered within this time; the whole service has 10 s to stop. */
const drainMs = 5000;

export async function startApi(options: ApiOptions): Promise<RunningApi> {
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.with(options), adapterFor(options), {
    // The filter and the start report every error themselves, without personal data and in one line.
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  const sites = app.get(Sites);
  await sites.read();
  await prepare(fastify, options, sites);
  fastify.addHook('onRequest', app.get(EarlyAnswers).onRequest);
  app.get(RefusalLog).watch(fastify);
  fastify.addHook('onRequest', refuseUnknownSites(sites));
  if (options.oidc) await app.get(OidcProvider).check();
  const follower = app.get(ReadModelFollower);
  await follower.start();
  await warnOfUnmadeSites(options.pool, sites, options.logger);
  app.get(Peppers).start();
  if (options.rateLimits) app.get(SharedWindows).start();
  // Who asks is remembered when it was looked at once; when a client is gone, it is too late.
  fastify.server.on('connection', (socket) => void socket.remoteAddress);
  await app.listen(options.port, options.host);
  // Out of file descriptors, say: one connection less, and not the end of the process.
  fastify.server.on('error', (error) => {
    options.logger.warn({ err: errorWithoutData(error) }, 'a connection could not be taken');
  });
  const url = await app.getUrl();
  sites.reachedAt(ownOrigins(options.publicUrl, url));
  return {
    app,
    url,
    nudge: () => follower.nudge(),
    stop: () => stop(app),
  };
}

const adapterFor = (options: ApiOptions): FastifyAdapter =>
  new FastifyAdapter({
    bodyLimit,
    trustProxy: options.trusts ?? false,
    rewriteUrl: pathOf,
    routerOptions: { maxParamLength: 1000, ignoreTrailingSlash: true },
    // Clients that keep connections open must not hold a shutdown back.
    forceCloseConnections: 'idle',
    keepAliveTimeout: 65_000,
    requestTimeout: 30_000,
    http: serverOptions,
    clientErrorHandler: answerClientError,
    frameworkErrors: answerErrors(options),
  });

const answerErrors =
  (options: ApiOptions) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): void =>
    new ProblemFilter(options).answer(error, request, reply);

async function stop(app: NestFastifyApplication): Promise<void> {
  for (const running of [ReadModelFollower, Sites, SharedWindows, Peppers]) app.get<{ stop(): void }>(running).stop();
  // A connection that was opened and never used counts as busy for a minute; browsers open such ahead of need.
  const { server } = app.getHttpAdapter().getInstance();
  const force = setTimeout(() => server.closeAllConnections(), drainMs);
  await app.close();
  clearTimeout(force);
  await app.get(PostAddresses).written();
}

async function prepare(fastify: FastifyInstance, options: ApiOptions, sites: Sites): Promise<void> {
  if (options.trusts) fastify.addHook('onRequest', believeOnlyProxies(options.trusts));
  parseJsonBody(fastify);
  parseFormBody(fastify);
  measureRequests(fastify);
  fastify.addHook('onRequest', secureHeaders);
  fastify.addHook('onSend', cacheAsDeclared);
  answerWhatNodeRefuses(fastify);
  fastify.addHook('onRoute', (route) => {
    const { mostBytes } = route.config?.route?.description ?? {};
    if (mostBytes !== undefined) route.bodyLimit = mostBytes;
    if (isDocumentation.test(route.url)) route.config = { ...route.config, cache: 'public, no-cache' };
    // Nest's own comes too late for what is no controller's: pages, and what describes the API.
    route.errorHandler ??= answerErrors(options);
  });
  const common = {
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
    exposedHeaders: ['date', 'etag', 'x-position', 'x-stale', 'idempotent-replayed', 'retry-after', 'location'],
    maxAge: 86_400,
    // Or an OPTIONS that is no preflight would be refused in plain text.
    strictPreflight: false,
  };
  await fastify.register(cors, corsBySite(sites, common));
  for (const { path, html, contentSecurityPolicy } of options.pages) {
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentSecurityPolicy };
    fastify.get(path, (_request, reply) => reply.headers(headers).send(html));
  }
  const hasDemo = options.pages.some(({ path }) => path === '/demo');
  fastify.get('/', startPage(options.version, { hasDemo }));
  await describe(fastify, openApiDocument(options.version));
}

/** All that is asked of it otherwise, validators ask in a spec. */
const isOpenApi = (document: object): document is StaticDocumentSpec['document'] => 'openapi' in document;

async function describe(fastify: FastifyInstance, document: Record<string, unknown>): Promise<void> {
  fastify.get('/openapi.json', (_request, reply) => reply.send(document));
  fastify.get('/docs/problems', (_request, reply) =>
    reply
      .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': problemsPolicy })
      .send(problemsPage()),
  );
  if (!isOpenApi(document)) throw new Error('the API is described in another way than OpenAPI');
  await fastify.register(swagger, { mode: 'static', specification: { document } });
  await fastify.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    uiConfig: { layout: 'BaseLayout' },
    theme: {
      title: 'Colloquy · API',
      css: [{ filename: 'colloquy.css', content: apiPageStyle }],
      js: [{ filename: 'colloquy.js', content: apiPageScript }],
    },
  });
}
