import { signal } from '@preact/signals';
import { type Problem, offline, problemOf } from './problem';

export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly headers: Headers }
  | { readonly ok: false; readonly problem: Problem };

export interface Options {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The Idempotency-Key: sent again with it, a command is done once. */
  readonly key?: string;
  /** Goes out even while the page is being closed. */
  readonly keepalive?: boolean;
  readonly signal?: AbortSignal;
}

/** What the client needs to know of the session. */
export interface Credentials {
  csrfToken(): string | null;
  /** Asks for a new token; false when there is no session any more. */
  renew(): Promise<boolean>;
  /** The service no longer knows who is asking. */
  expired(): void;
}

const timeoutMs = 15_000;

/** The service's HTTP API with the desk's cookie. Never throws: a network that is away is a problem like any other. */
export class Api {
  /** Of the newest thing done here: what is read `after` it has seen it. Pages that show it read again when it moves. */
  readonly position = signal<string | undefined>(undefined);

  constructor(private readonly credentials: Credentials) {}

  async ask<T>(path: string, options: Options = {}): Promise<Answer<T>> {
    const answer = await this.send<T>(path, options);
    if (answer.ok) return answer;
    if (answer.problem.code === 'unauthenticated') this.credentials.expired();
    if (answer.problem.code !== 'csrf' || !(await this.credentials.renew())) return answer;
    return this.send(path, options);
  }

  private async send<T>(path: string, options: Options): Promise<Answer<T>> {
    try {
      const response = await fetch(path, requestOf(options, this.credentials.csrfToken()));
      const position = response.headers.get('x-position');
      if (options.method !== undefined && position !== null) this.position.value = position;
      if (!response.ok) return { ok: false, problem: await problemOf(response) };
      const text = await response.text();
      return { ok: true, value: (text === '' ? undefined : JSON.parse(text)) as T, headers: response.headers };
    } catch {
      return { ok: false, problem: offline };
    }
  }
}

function requestOf(options: Options, csrfToken: string | null): RequestInit {
  const { method = 'GET', body, headers, key, keepalive = false, signal } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  return {
    ...{ method, keepalive, credentials: 'same-origin', cache: 'no-store' },
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(method !== 'GET' && csrfToken !== null && { 'x-csrf-token': csrfToken }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}
