import type { AnswerOf, RouteKey } from '#contracts/routes';
import { type Problem, offline, problemOf } from './problem.ts';
import { type GivenWith, type Request, requestTo } from './request.ts';
import { asPromised } from './as-promised.ts';

export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly headers: Headers; readonly problem?: undefined }
  | { readonly ok: false; readonly value?: undefined; readonly problem: Problem };

/** What every request of a client is sent with, besides what `fetch` itself takes. */
export interface ClientOptions extends Omit<RequestInit, 'method' | 'body' | 'headers' | 'signal'> {
  /** Where the service is, without a slash at the end; absent: at the origin of this page. */
  readonly base?: string;
  /** After it nobody answers any more; 20 s when absent. */
  readonly timeoutMs?: number;
}

/** What one call is sent with. */
export interface CallOptions {
  /** The Idempotency-Key: sent again with it, a command is done once. */
  readonly key?: string | undefined;
  /** Of whoever asks. */
  readonly token?: string | null | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Goes out even while the page is being closed; 64 kB at most. */
  readonly keepalive?: boolean;
}

export type Client = ReturnType<typeof clientOf>;

/** Calls the service over HTTP. Never throws: a network that is away is a problem like any other. */
export function clientOf({ base = '', timeoutMs = 20_000, ...always }: ClientOptions = {}) {
  async function send<T>({ method, path, body }: Request<T>, options: CallOptions = {}): Promise<Answer<T>> {
    const { key, token, headers, signal } = options;
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(base + path, {
        ...always,
        ...options,
        method,
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(key && { 'idempotency-key': key }),
          ...(token && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body: JSON.stringify(body),
      });
      if (!response.ok) return { ok: false, problem: await problemOf(response) };
      return { ok: true, value: asPromised<T>(await response.text()), headers: response.headers };
    } catch {
      return { ok: false, problem: offline };
    }
  }

  return {
    send,
    call: <K extends JsonRoute>(route: K, ...given: GivenWith<K, CallOptions>): Promise<Answer<AnswerOf<K>>> =>
      send(requestTo<K, CallOptions>(route, ...given), given[0]),
    /** Where a route is, for what is not asked for by `fetch`: a live stream, a link. */
    addressOf: <K extends Extract<RouteKey, `GET ${string}`>>(route: K, ...given: GivenWith<K>): string =>
      base + requestTo(route, ...given).path,
  };
}

/** What is answered with JSON, or with nothing. */
type JsonRoute = { [K in RouteKey]: string extends AnswerOf<K> ? never : K }[RouteKey];
