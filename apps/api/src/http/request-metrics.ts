import type { FastifyInstance } from 'fastify';
import { Histogram, collectDefaultMetrics, register } from 'prom-client';

/**
 * Records durations by method, route pattern and status class. No URLs or ids, so that there are few series and no
 * personal data.
 */
export function measureRequests(fastify: FastifyInstance): void {
  const name = 'colloquy_http_request_duration_seconds';
  const existing = register.getSingleMetric(name);
  if (!existing) collectDefaultMetrics();
  const duration =
    existing instanceof Histogram
      ? existing
      : new Histogram({
          name,
          help: 'Time from request to answer',
          labelNames: ['method', 'route', 'status'],
          buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
        });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    duration.observe(
      { method: request.method, route, status: `${Math.floor(reply.statusCode / 100)}xx` },
      reply.elapsedTime / 1000,
    );
    done();
  });
}
