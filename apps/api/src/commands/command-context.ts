import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Executed } from './command-executor.ts';
import { type IdempotentRequest, idempotentRequest } from './idempotency.ts';
import { parseInput } from '../http/invalid-fields.ts';

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

interface Surroundings {
  /** The key of the hashes that identify repeated requests. */
  readonly secret: Buffer;
  /** Waits until the answer's read models have reached this position, or marks the answer as stale. */
  readonly settled: (position: number) => Promise<void>;
}

/** A changing request: its idempotency key and trace, and the headers of its answer. */
export class Command {
  constructor(
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
    private readonly around: Surroundings,
  ) {}

  /**
   * Builds the command's context from the request's headers.
   * @param caller the sender's id, which is the scope of their Idempotency-Key
   * @param body compared to decide whether a repeated key repeats the same request
   * @throws InvalidFields for a malformed Idempotency-Key
   */
  context(caller: string, body: unknown = this.request.body): CommandContext {
    const { method, url } = this.request;
    const headers = parseInput(Headers, this.request.headers);
    const key = headers['idempotency-key'];
    const path = url.split('?')[0] ?? '';
    return {
      idempotency:
        key === undefined ? undefined : idempotentRequest(this.around.secret, { key, caller, method, path, body }),
      traceparent: headers.traceparent,
    };
  }

  /**
   * Sets the answer's headers, waits until the answer's read models have reached the position, and returns it.
   */
  async done({ position, kind }: Pick<Executed, 'position' | 'kind'>): Promise<string> {
    const text = String(position);
    this.reply.header('x-position', text);
    if (kind === 'replayed') this.reply.header('idempotent-replayed', 'true');
    await this.around.settled(position);
    return text;
  }
}
