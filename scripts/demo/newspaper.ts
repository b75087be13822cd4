import { setTimeout as sleep } from 'node:timers/promises';
import { clientOf } from '#client/client';
import type { Request } from '#client/request';
import { Failure } from '../failure.ts';
import { jwtSecret, tokenOf } from './tokens.ts';

/** Who calls; nobody in particular unless given. */
export interface AskedBy {
  readonly as?: string;
  readonly roles?: readonly string[];
  /** Commands with one key are carried out once. */
  readonly key?: string;
}

/** Calls the running service for its readers, moderators and operators, and waits where it asks to. */
export class Newspaper {
  /** Of the last event that a call told of: a question with `after` waits until its answer holds it. */
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

  /** @throws Failure where the service does not do it */
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
    if (code === 'offline') throw new Failure(`Nothing answers at ${this.url}: start Colloquy with \`npm start\`.`);
    if (status !== 429) throw new Failure(`${request.method} ${request.path} answered ${status}: ${title} ${detail}`);
    await sleep(1000 * retryAfterSeconds);
    return this.send(request, caller);
  }
}
