import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Executed } from './command-executor';
import { type IdempotentRequest, idempotentRequest } from './idempotency';
import { parseInput } from '../http/invalid-fields';

const Headers = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\u0021-\u007e]{1,200}$/, 'must be 1–200 visible ASCII characters')
    .optional(),
  // W3C Trace Context; a malformed one is ignored, as that specification asks.
  traceparent: z
    .string()
    .regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/)
    .optional()
    .catch(undefined),
});

export interface CommandContext {
  readonly idempotency?: IdempotentRequest | undefined;
  readonly traceparent?: string | undefined;
}

/**
 * @param caller names who sends the command: the scope of their Idempotency-Key
 * @param body what makes a request the same one
 */
export function commandContext(
  request: FastifyRequest,
  secret: Buffer,
  caller: string,
  body: unknown = request.body,
): CommandContext {
  const headers = parseInput(Headers, request.headers);
  const key = headers['idempotency-key'];
  const path = request.url.split('?')[0] ?? '';
  return {
    idempotency:
      key === undefined ? undefined : idempotentRequest(secret, { key, caller, method: request.method, path, body }),
    traceparent: headers.traceparent,
  };
}

/** What every answer to a command carries besides its body. */
export function commandHeaders(reply: FastifyReply, { position, kind }: Pick<Executed, 'position' | 'kind'>): string {
  const text = String(position);
  reply.header('x-position', text);
  if (kind === 'replayed') reply.header('idempotent-replayed', 'true');
  return text;
}
