import { type Answer, type CallOptions, clientOf } from '#client/client';
import { type GivenWith, type Request, requestTo } from '#client/request';
import type { AnswerOf, RouteKey } from '#contracts/routes';
import { signal } from '@preact/signals';

/** What the client needs to know of the session. */
export interface Credentials {
  csrfToken(): string | null;
  /** Asks for a new token; false when there is no session any more. */
  renew(): Promise<boolean>;
  /** The service no longer knows who is asking. */
  expired(): void;
}

/** The service with the desk's cookie. */
export const withCookie = clientOf({ timeoutMs: 15_000, credentials: 'same-origin', cache: 'no-store' });

/** Proof that a request comes from the desk's own pages. */
export const csrfHeaders = (token: string | null): Readonly<Record<string, string>> =>
  token === null ? {} : { 'x-csrf-token': token };

/** The service's HTTP API for whoever is signed in to the desk. */
export class Api {
  /**
   * Of the newest thing done here: what is read `after` it has seen it. Pages that show it read again when it moves.
   */
  readonly position = signal<string | undefined>(undefined);

  constructor(private readonly credentials: Credentials) {}

  call<K extends RouteKey>(route: K, ...given: GivenWith<K, CallOptions>): Promise<Answer<AnswerOf<K>>> {
    return this.send(requestTo<K, CallOptions>(route, ...given), given[0]);
  }

  async send<T>(request: Request<T>, options: CallOptions = {}): Promise<Answer<T>> {
    const answer = await this.once(request, options);
    if (answer.ok) return answer;
    if (answer.problem.code === 'unauthenticated') this.credentials.expired();
    if (answer.problem.code !== 'csrf' || !(await this.credentials.renew())) return answer;
    return this.once(request, options);
  }

  private async once<T>(request: Request<T>, options: CallOptions): Promise<Answer<T>> {
    const changes = request.method !== 'GET';
    const answer = await withCookie.send(request, {
      ...options,
      headers: {
        accept: 'application/json',
        ...(changes && csrfHeaders(this.credentials.csrfToken())),
        ...options.headers,
      },
    });
    const position = answer.ok && changes ? answer.headers.get('x-position') : null;
    if (position !== null) this.position.value = position;
    return answer;
  }
}
