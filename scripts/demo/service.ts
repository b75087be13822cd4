import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure';
import { jwtSecret, tokenOf } from './tokens';

/** Who calls; nobody in particular unless given. */
export interface DemoCaller {
  readonly as?: string;
  readonly roles?: readonly string[];
}

interface Call extends DemoCaller {
  readonly body?: object;
  /** Commands with one key are carried out once. */
  readonly key?: string;
}

/** The running service, which a newspaper calls. */
export class DemoService {
  readonly url = addressOf(process.env);
  private readonly secret = jwtSecret(process.env);
  /** Of the last event that we caused: every question waits until its answer holds what that changed. */
  private position = 0;

  ask<Answer>(path: string, caller: DemoCaller = {}): Promise<Answer> {
    const after = `${path.includes('?') ? '&' : '?'}after=${this.position}`;
    return this.call<Answer>('GET', this.position > 0 ? path + after : path, caller);
  }

  async tell<Answer>(method: 'POST' | 'PUT', path: string, call: Call): Promise<Answer> {
    const answer = await this.call<Answer & { position?: string | null }>(method, path, call);
    this.position = Math.max(this.position, Number(answer.position ?? 0));
    return answer;
  }

  private async call<Answer>(method: string, path: string, call: Call): Promise<Answer> {
    const { as, roles = [], body, key } = call;
    const headers = {
      ...(body && { 'content-type': 'application/json' }),
      ...(as !== undefined && { authorization: `Bearer ${await tokenOf(as, roles, this.secret)}` }),
      ...(key !== undefined && { 'idempotency-key': key }),
    };
    const request = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(this.url + path, request).catch((error: unknown) => this.nothingAnswers(error));
    if (response.status === 429) {
      await sleep(1000 * Number(response.headers.get('retry-after') ?? 1));
      return this.call(method, path, call);
    }
    const answer = (await response.json()) as Answer & { title?: string; detail?: string };
    if (!response.ok)
      throw new Failure(`${method} ${path} answered ${response.status}: ${answer.title} ${answer.detail ?? ''}`);
    return answer;
  }

  private nothingAnswers(error: unknown): never {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    throw new Failure(`Nothing answers at ${this.url} (${cause?.code ?? message}): start Colloquy with \`npm start\`.`);
  }
}

const addressOf = ({ COLLOQUY_URL: url, HOST = '127.0.0.1', PORT = '3000' }: NodeJS.ProcessEnv): string =>
  (url ?? `http://${HOST}:${PORT}`).replace(/\/$/, '');
