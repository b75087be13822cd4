import { requestTo } from '#client/request';
import type { BodyOf } from '#contracts/routes';
import type { FlagReason } from '#contracts/vocabulary';
import type { Asking } from './asking.ts';

export type Posting = BodyOf<'POST /v1/sites/:site/articles/:article/comments'>;

/** What a reader may tell the service. */
export const writingTo = ({ ask, askAs, here, one }: Asking) => ({
  /** Asked for without a token: only guests whom nobody knows need it. */
  form: () => ask(requestTo('GET /v1/sites/:site/articles/:article/form', here)),

  post: (body: Posting, key: string) =>
    askAs(requestTo('POST /v1/sites/:site/articles/:article/comments', { ...here, body }), key),

  edit: (id: string, body: string) =>
    askAs(requestTo('PATCH /v1/sites/:site/comments/:id', { ...one(id), body: { body } })),

  withdraw: (id: string) => askAs(requestTo('DELETE /v1/sites/:site/comments/:id', one(id))),

  flag: (id: string, reason: FlagReason, note: string) =>
    askAs(
      requestTo('POST /v1/sites/:site/comments/:id/flags', { ...one(id), body: { reason, ...(note && { note }) } }),
    ),

  like: (id: string, liked: boolean) =>
    askAs(requestTo(`${liked ? 'PUT' : 'DELETE'} /v1/sites/:site/comments/:id/like`, one(id))),

  preview: (body: string) => ask(requestTo('POST /v1/preview', { body: { body } })),
});
