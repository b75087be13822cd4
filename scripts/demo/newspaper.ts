import { setTimeout as sleep } from 'node:timers/promises';
import { clientOf } from '#client/client';
import type { Request } from '#client/request';
import { Failure } from '../failure.ts';
import { jwtSecret, tokenOf } from './tokens.ts';

/** The caller of a request. Anonymous by default. */
export interface AskedBy {
  readonly as?: string;
  readonly roles?: readonly string[];
  /** Idempotency key: commands with one key are executed once. */
  readonly key?: string;
}

/** Calls the running service as its readers, moderators and operators, and waits when it is rate-limited. */
export class Newspaper {
  /** Position of the last event of its calls. A query with `after` waits until its result includes that event. */
  position = '0';
  readonly url: string;
  private readonly client: ReturnType<typeof clientOf>;
  private readonly secret: string;

  constructor(environment: NodeJS.ProcessEnv) {
    const { COLLOQUY_URL: url, HOST = '127.0.0.1', PORT = '3000' } = environment;
    this.url = (url ?? `http://${HOST}:${PORT}`).replace(/\/$/, '');
    this.client = clientOf({ base: this.url });
    this.secret = jwtSecret(environment);
  }

  /** @throws Failure if the service rejects the request */
  async send<T>(request: Request<T>, caller: AskedBy = {}): Promise<T> {
    const { as, roles = [], key } = caller;
    const token = as === undefined ? undefined : await tokenOf(as, roles, this.secret);
    const answer = await this.client.send(request, { token, key });
    if (answer.ok) {
      const position = answer.headers.get('x-position') ?? '0';
      if (Number(position) > Number(this.position)) this.position = position;
      return answer.value;
    }
    const { status, code, title, detail = '', retryAfterSeconds } = answer.problem;
    if (code === 'offline')
      throw new Failure(`No service responds at ${this.url}: start Colloquy with \`npm start\`, or set COLLOQUY_URL.`);
    if (status !== 429) throw new Failure(`${request.method} ${request.path} answered ${status}: ${title} ${detail}`);
    await sleep(1000 * retryAfterSeconds);
    return this.send(request, caller);
  }
}
