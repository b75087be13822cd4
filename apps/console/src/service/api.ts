import { type Answer, type CallOptions, clientOf } from '#client/client';
import { type GivenWith, type Request, requestTo } from '#client/request';
import type { AnswerOf, RouteKey } from '#contracts/routes';
import { type Problem, offline } from '#client/problem';
import { signal } from '@preact/signals';

/** The parts of the session that the client needs. */
export interface Credentials {
  csrfToken(): string | null;
  /** Asks for a new token; false when there is no session any more, or another person's. */
  renew(): Promise<boolean>;
  /** The service no longer knows who is asking. */
  expired(): void;
}

/** The service with the desk's cookie. */
export const withCookie = clientOf({ timeoutMs: 15_000, credentials: 'same-origin', cache: 'no-store' });

/** Proof that a request comes from the desk's own pages. */
export const csrfHeaders = (token: string | null): Readonly<Record<string, string>> =>
  token === null ? {} : { 'x-csrf-token': token };

/** The answer for a page whose session is no longer the browser's. */
const signedOut: Problem = { ...offline, code: 'unauthenticated', status: 401 };

/** The service's HTTP API with the session of the desk. */
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
    if (answer.problem.code !== 'csrf') return answer;
    const again = (await this.credentials.renew()) ? await this.once(request, options) : answer;
    return again.ok || again.problem.code !== 'csrf' ? again : { ok: false, problem: signedOut };
  }

  private async once<T>(request: Request<T>, options: CallOptions): Promise<Answer<T>> {
    const changes = request.method !== 'GET';
    // For reads, too: the cookie may belong to another person by now, and the token names the person of this page.
    const proof = csrfHeaders(this.credentials.csrfToken());
    const headers = { accept: 'application/json', ...proof, ...options.headers };
    const answer = await withCookie.send(request, { ...options, headers });
    const position = answer.ok && changes ? answer.headers.get('x-position') : null;
    if (position !== null) this.position.value = position;
    return answer;
  }
}
