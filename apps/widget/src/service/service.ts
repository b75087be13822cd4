import { type CallOptions, clientOf } from '#client/client';
import type { Problem as Refused } from '#client/problem';
import { type Request, requestTo } from '#client/request';
import type { Sort } from '#contracts/embed';
import type { BodyOf } from '#contracts/routes';
import type { FlagReason } from '#contracts/vocabulary';
import type { FormProblem } from '../conversation/state.ts';
import type { Identity } from './identity.ts';

export type Service = ReturnType<typeof serviceFor>;

export type ServiceAnswer<T> =
  { readonly value: T; readonly problem?: undefined } | { readonly value?: undefined; readonly problem: FormProblem };

/** The service's HTTP API, as far as an article page needs it. */
export function serviceFor(base: string, site: string, article: string, identity: Identity) {
  const { send, addressOf } = clientOf({ base, credentials: 'omit' });
  const here = { params: { site, article } };
  const one = (id: string) => ({ params: { site, id } });
  let skew = 0;

  const ask = async <T>(request: Request<T>, options?: CallOptions): Promise<ServiceAnswer<T>> => {
    const answer = await send(request, options);
    if (!answer.ok) return { problem: explained(answer.problem) };
    const ahead = Date.parse(answer.headers.get('date') ?? '') - Date.now();
    // A second or two are the network's, half a minute a cache's.
    skew = Math.abs(ahead) > 60_000 ? ahead : 0;
    return answer;
  };

  /** As the reader: with their token, and with a newer one when it was refused. */
  async function askAs<T>(request: Request<T>, key?: string): Promise<ServiceAnswer<T>> {
    const token = await identity.token();
    const answer = await ask(request, { key, token });
    if (token === null || answer.problem?.code !== 'unauthenticated') return answer;
    return ask(request, { key, token: await identity.refused() });
  }

  return {
    /**
     * Asked for without a token, so that caches serve it and browsers ask no permission first.
     * @param after a position that must be in the answer: the reader's own last comment
     */
    thread: (query: { sort?: Sort; cursor?: string; after?: string | undefined }) =>
      ask(requestTo('GET /v1/sites/:site/articles/:article/comments', { ...here, query })),

    comment: (id: string) => askAs(requestTo('GET /v1/sites/:site/comments/:id', one(id))),

    viewer: (comments: readonly string[], after = '0') =>
      askAs(
        requestTo('GET /v1/sites/:site/articles/:article/viewer', {
          ...here,
          query: { comment: comments.slice(0, 100), after },
        }),
      ),

    /** Asked for without a token: only guests whom nobody knows need it. */
    form: () => ask(requestTo('GET /v1/sites/:site/articles/:article/form', here)),

    post: (body: Posting, key: string) =>
      askAs(requestTo('POST /v1/sites/:site/articles/:article/comments', { ...here, body }), key),

    edit: (id: string, body: string) =>
      askAs(requestTo('PATCH /v1/sites/:site/comments/:id', { ...one(id), body: { body } })),

    withdraw: (id: string) => askAs(requestTo('DELETE /v1/sites/:site/comments/:id', one(id))),

    flag: (id: string, reason: FlagReason, note: string) =>
      askAs(
        requestTo('POST /v1/sites/:site/comments/:id/flags', {
          ...one(id),
          body: { reason, ...(note && { note }) },
        }),
      ),

    like: (id: string, liked: boolean) =>
      askAs(requestTo(`${liked ? 'PUT' : 'DELETE'} /v1/sites/:site/comments/:id/like`, one(id))),

    preview: (body: string) => ask(requestTo('POST /v1/preview', { body: { body } })),

    /** Where to listen to what happens to articles of this site, each after a place of its own. */
    liveAddress: (article: string[], after: string[]): string =>
      addressOf('GET /v1/sites/:site/live', { params: { site }, query: { article, after } }),

    /** A comment on a page of the service's own. */
    pageOf: (comment: string): string =>
      `${addressOf('GET /v1/sites/:site/articles/:article/embed', { ...here, query: { comment } })}#comment-${comment}`,

    /** Milliseconds that the service's clock is ahead of this one, as it told last. */
    skew: (): number => skew,
  };
}

export type Posting = BodyOf<'POST /v1/sites/:site/articles/:article/comments'>;

/** A problem as forms tell it. */
const explained = (problem: Refused): FormProblem => ({
  ...problem,
  // A service that is away answers as little as a network that is: itself, or by what stands before it.
  code: problem.type && problem.status !== 503 ? problem.code : 'offline',
  fields: problem.errors?.map(({ pointer }) => pointer.split('/').at(-1) ?? ''),
});
