import type {
  AcceptedAnswer,
  ChangedAnswer,
  FormAnswer,
  LikesAnswer,
  PermalinkAnswer,
  PostedAnswer,
  ThreadAnswer,
  ViewerAnswer,
} from '#contracts/answers';
import type { Sort } from '#contracts/embed';
import type { FlagReason } from '#contracts/vocabulary';
import type { z } from 'zod';
import { type Answer, type Question, ask } from './ask';
import type { Identity } from './identity';

export type Service = ReturnType<typeof serviceFor>;

/** The service's HTTP API, as far as an article page needs it. */
export function serviceFor(base: string, site: string, article: string, identity: Identity) {
  const root = `${base}/v1/sites/${site}`;
  const about = `${root}/articles/${encodeURIComponent(article)}`;
  const comment = (id: string): string => `${root}/comments/${id}`;

  /** As the reader: with their token, and with a newer one when it was refused. */
  async function askAs<T>(url: string, question: Question = {}): Promise<Answer<T>> {
    const token = await identity.token();
    const answer = await ask<T>(url, { ...question, token });
    if (token === null || answer.problem?.code !== 'unauthenticated') return answer;
    return ask(url, { ...question, token: await identity.refused() });
  }

  return {
    /**
     * Asked for without a token, so that caches serve it and browsers ask no permission first.
     * @param after a position that must be in the answer: the reader's own last comment
     */
    thread(query: { sort?: Sort; cursor?: string; after?: string | null }): Promise<Answer<ThreadAnswer>> {
      const given = Object.entries(query).filter(([, value]) => value) as [string, string][];
      return ask(`${about}/comments?${new URLSearchParams(given).toString()}`);
    },

    comment: (id: string) => askAs<PermalinkAnswer>(comment(id)),

    viewer(comments: readonly string[], after: string | null): Promise<Answer<ViewerAnswer>> {
      const query = comments.slice(0, 100).map((id) => `comment=${id}`);
      return askAs(`${about}/viewer?${[...query, `after=${after ?? 0}`].join('&')}`);
    },

    /** Asked for without a token: only guests whom nobody knows need it. */
    form: () => ask<FormAnswer>(`${about}/form`),

    post: (body: object, key: string) =>
      askAs<z.infer<typeof PostedAnswer>>(`${about}/comments`, { method: 'POST', body, key }),

    edit: (id: string, body: string) =>
      askAs<z.infer<typeof ChangedAnswer>>(comment(id), { method: 'PATCH', body: { body } }),

    withdraw: (id: string) => askAs<z.infer<typeof ChangedAnswer>>(comment(id), { method: 'DELETE' }),

    flag: (id: string, reason: FlagReason, note: string) =>
      askAs<z.infer<typeof AcceptedAnswer>>(`${comment(id)}/flags`, {
        method: 'POST',
        body: { reason, ...(note && { note }) },
      }),

    like: (id: string, liked: boolean) =>
      askAs<z.infer<typeof LikesAnswer>>(`${comment(id)}/like`, { method: liked ? 'PUT' : 'DELETE' }),

    preview: (body: string) => ask<{ html: string }>(`${base}/v1/preview`, { method: 'POST', body: { body } }),

    /** Where to listen to what happens after a position. */
    liveAddress: (after: string): string => `${about}/live?after=${after}`,
  };
}
