import type { AnswerOf, RouteKey } from '#contracts/routes';
import { type Problem, offline, problemOf } from './problem.ts';
import { type GivenWith, type Request, requestTo } from './request.ts';
import { asPromised } from './as-promised.ts';

export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly headers: Headers; readonly problem?: undefined }
  | { readonly ok: false; readonly value?: undefined; readonly problem: Problem };

/** Options for every request of a client, in addition to those of `fetch`. */
export interface ClientOptions extends Omit<RequestInit, 'method' | 'body' | 'headers' | 'signal'> {
  /** URL of the service without a trailing slash. Default: the origin of the page. */
  readonly base?: string;
  /** Time limit of a request. Default: 20 s. */
  readonly timeoutMs?: number;
}

/** Options for one call. */
export interface CallOptions {
  /** The Idempotency-Key: a command that is repeated with it is executed once. */
  readonly key?: string | undefined;
  /** Bearer token of the caller. */
  readonly token?: string | null | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Completes even while the page is being closed; at most 64 kB. */
  readonly keepalive?: boolean;
}

export type Client = ReturnType<typeof clientOf>;

/** Creates a client for the service. Its calls do not throw: an unavailable network is returned as a problem. */
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
    /** The URL of a route, for uses other than `fetch`: a live stream or a link. */
    addressOf: <K extends Extract<RouteKey, `GET ${string}`>>(route: K, ...given: GivenWith<K>): string =>
      base + requestTo(route, ...given).path,
  };
}

/** Routes with a JSON response or an empty one. */
type JsonRoute = { [K in RouteKey]: string extends AnswerOf<K> ? never : K }[RouteKey];
