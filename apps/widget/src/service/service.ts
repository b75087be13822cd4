import type {
  AcceptedAnswer,
  ChangedAnswer,
  LikesAnswer,
  PermalinkAnswer,
  PostedAnswer,
  ThreadAnswer,
  ViewerAnswer,
} from '#contracts/answers';
import type { Sort } from '#contracts/embed';
import type { FlagReason } from '#contracts/vocabulary';
import type { z } from 'zod';
import type { Problem } from '../conversation/state';
import type { Identity } from './identity';

export type Answer<T> =
  { readonly value: T; readonly problem?: undefined } | { readonly value?: undefined; readonly problem: Problem };

interface Options {
  readonly body?: unknown;
  /** The Idempotency-Key: sent again with it, the command is done once. */
  readonly key?: string;
  /** Public answers are asked for without a token, so that caches serve them and browsers ask no permission first. */
  readonly isPublic?: boolean;
}

const timeoutMs = 20_000;

/** The service's HTTP API, as far as an article page needs it. Never throws: a network that is away is a problem like any other. */
export class Service {
  private readonly root: string;

  constructor(
    readonly base: string,
    site: string,
    private readonly article: string,
    private readonly identity: Identity,
  ) {
    this.root = `${base}/v1/sites/${site}`;
  }

  /** @param after a position that must be in the answer: the reader's own last comment */
  thread(query: { sort?: Sort; cursor?: string; after?: string | null }): Promise<Answer<ThreadAnswer>> {
    const given = Object.entries(query).filter(([, value]) => value);
    return this.ask('GET', `${this.about}/comments?${new URLSearchParams(given as [string, string][]).toString()}`, {
      isPublic: true,
    });
  }

  comment(id: string): Promise<Answer<PermalinkAnswer>> {
    return this.ask('GET', `/comments/${id}`);
  }

  viewer(comments: readonly string[], after: string | null): Promise<Answer<ViewerAnswer>> {
    const query = comments.slice(0, 100).map((id) => `comment=${id}`);
    return this.ask('GET', `${this.about}/viewer?${[...query, `after=${after ?? 0}`].join('&')}`);
  }

  post(body: object, key: string): Promise<Answer<z.infer<typeof PostedAnswer>>> {
    return this.ask('POST', `${this.about}/comments`, { body, key });
  }

  edit(id: string, body: string): Promise<Answer<z.infer<typeof ChangedAnswer>>> {
    return this.ask('PATCH', `/comments/${id}`, { body: { body } });
  }

  withdraw(id: string): Promise<Answer<z.infer<typeof ChangedAnswer>>> {
    return this.ask('DELETE', `/comments/${id}`);
  }

  flag(id: string, reason: FlagReason, note: string): Promise<Answer<z.infer<typeof AcceptedAnswer>>> {
    return this.ask('POST', `/comments/${id}/flags`, { body: { reason, ...(note && { note }) } });
  }

  like(id: string, liked: boolean): Promise<Answer<z.infer<typeof LikesAnswer>>> {
    return this.ask(liked ? 'PUT' : 'DELETE', `/comments/${id}/like`);
  }

  async preview(body: string): Promise<Answer<{ html: string }>> {
    return this.send(`${this.base}/v1/preview`, 'POST', { body: { body }, isPublic: true }, null);
  }

  /** Where to listen to what happens after a position. */
  liveAddress(after: string): string {
    return `${this.root}${this.about}/live?after=${after}`;
  }

  private get about(): string {
    return `/articles/${encodeURIComponent(this.article)}`;
  }

  private async ask<T>(method: string, path: string, options: Options = {}): Promise<Answer<T>> {
    const url = this.root + path;
    const token = options.isPublic ? null : await this.identity.token();
    const answer = await this.send<T>(url, method, options, token);
    if (token === null || answer.problem?.code !== 'unauthenticated') return answer;
    return this.send(url, method, options, await this.identity.refused());
  }

  private async send<T>(url: string, method: string, { body, key }: Options, token: string | null): Promise<Answer<T>> {
    try {
      const response = await fetch(url, {
        method,
        credentials: 'omit',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(key !== undefined && { 'idempotency-key': key }),
          ...(token !== null && { authorization: `Bearer ${token}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const answer = (await response.json()) as unknown;
      return response.ok ? { value: answer as T } : { problem: problemOf(response, answer as ProblemDocument) };
    } catch {
      return { problem: { code: 'offline' } };
    }
  }
}

interface ProblemDocument {
  readonly type?: string;
  readonly detail?: string;
  readonly until?: string;
  readonly rules?: Problem['rules'];
  readonly errors?: readonly { readonly pointer: string }[];
}

const problemOf = (response: Response, { type, detail, until, rules, errors }: ProblemDocument): Problem => ({
  // A service that is away answers as little as a network that is.
  code: response.status === 503 ? 'offline' : ((type?.split('#')[1] ?? 'internal') as Problem['code']),
  detail,
  until,
  rules,
  retryAfterSeconds: Number(response.headers.get('retry-after') ?? 1),
  fields: errors?.map(({ pointer }) => pointer.split('/').at(-1) ?? ''),
});
