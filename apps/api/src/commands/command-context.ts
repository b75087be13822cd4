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
  /** What keys are hashed with. */
  readonly secret: Buffer;
  /** The read models that the answer is made from have reached this position, or the answer says that they have not. */
  readonly settled: (position: number) => Promise<void>;
}

/** A request that changes something: what the command is sent with, and what its answer carries besides its body. */
export class Command {
  constructor(
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
    private readonly around: Surroundings,
  ) {}

  /**
   * @param caller names who sends the command: the scope of their Idempotency-Key
   * @param body what makes a request the same one
   * @throws InvalidFields for a key that can be none
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
   * What was done, in the headers of the answer; answers with the position, once what the answer is made from has
   * reached it.
   */
  async done({ position, kind }: Pick<Executed, 'position' | 'kind'>): Promise<string> {
    const text = String(position);
    this.reply.header('x-position', text);
    if (kind === 'replayed') this.reply.header('idempotent-replayed', 'true');
    await this.around.settled(position);
    return text;
  }
}
