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
import { apiPageOptions, apiPageScript, apiPageStyle } from './docs/api-page-theme.ts';
import { openApiDocument } from './docs/openapi.ts';
import { startPage } from './docs/start-page.ts';
import { parseFormBody } from './embed/form-body.ts';
import type { ApiDependencies } from './foundation/api-dependencies.ts';
import { cacheAsDeclared } from './http/cache-as-declared.ts';
import { answerClientError, answerWhatNodeRefuses, serverOptions } from './http/client-errors.ts';
import { believeOnlyProxies } from './http/forwarded.ts';
import { pathOf } from './http/path-of.ts';
import { serveManual } from './manual/serve-manual.ts';
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

/** An additional page to serve, such as the demo. */
export interface StaticPage {
  readonly path: string;
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

export interface ApiOptions extends ApiDependencies {
  readonly host: string;
  readonly port: number;
  /** Undefined if there is no proxy: `X-Forwarded-*` headers are then not trusted. */
  readonly trusts: Trusts | undefined;
  readonly version: string;
  readonly pages: readonly StaticPage[];
}

export interface RunningApi {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** Notifies the API that this process's projector has moved, so that waiting readers need not wait for the next poll. */
  nudge(): void;
  /** Stops accepting requests and finishes those in flight. */
  stop(): Promise<void>;
}

/** Bytes, unless the route declares another limit. The longest comment has 40 kB in UTF-8. */
const bodyLimit = 65_536;

/** Paths of the documentation, which is the same for every caller and mostly served by a library. */
const isDocumentation = /^\/(?:docs|openapi\.json)/;

/** Requests in flight get this time to finish. The whole service has 10 s to stop. */
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
  // Node caches the address on first access. After the client has disconnected it can no longer be read.
  fastify.server.on('connection', (socket) => void socket.remoteAddress);
  await app.listen(options.port, options.host);
  // For example without free file descriptors: the connection is lost, but the process must go on.
  fastify.server.on('error', (error) => {
    options.logger.warn({ err: errorWithoutData(error) }, 'could not accept a connection');
  });
  const url = await app.getUrl();
  sites.setOwnOrigins(ownOrigins(options.publicUrl, url));
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
    // Clients with idle open connections must not delay a shutdown.
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
  // Node counts an unused new connection as busy for a minute, and browsers open some in advance.
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
    // Nest's filters do not cover routes without a controller, such as the pages and the API description.
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
    // Otherwise an OPTIONS request that is not a preflight would be refused in plain text.
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

/** A minimal check; a spec validates the document completely. */
const isOpenApi = (document: object): document is StaticDocumentSpec['document'] => 'openapi' in document;

async function describe(fastify: FastifyInstance, document: Record<string, unknown>): Promise<void> {
  fastify.get('/openapi.json', (_request, reply) => reply.send(document));
  // Programs may ask where the description was before it moved with its page.
  fastify.get('/docs/json', (_request, reply) => reply.send(document));
  fastify.get('/docs/yaml', (_request, reply) => reply.redirect('api/yaml', 308));
  serveManual(fastify);
  if (!isOpenApi(document)) throw new Error('the API description is not an OpenAPI document: it has no `openapi`');
  await fastify.register(swagger, { mode: 'static', specification: { document } });
  await fastify.register(swaggerUi, {
    routePrefix: '/docs/api',
    staticCSP: true,
    uiConfig: apiPageOptions,
    theme: {
      title: 'Colloquy · API',
      css: [{ filename: 'colloquy.css', content: apiPageStyle }],
      js: [{ filename: 'colloquy.js', content: apiPageScript }],
    },
  });
}
