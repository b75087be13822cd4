import { type Request, requestTo } from '#client/request';
import type { BodyOf } from '#contracts/routes';
import type { ReportReason } from '#contracts/vocabulary';
import { askAs } from './asking-as.ts';
import type { Asking } from './asking.ts';
import type { Writer } from './identity.ts';

export type Posting = BodyOf<'POST /v1/sites/:site/articles/:article/comments'>;

/** The requests that a reader writes with, as member or guest. */
export function writingTo(asking: Asking, writer: Writer) {
  const { ask, here, one } = asking;
  const tell = <T>(request: Request<T>, key?: string) => askAs(asking, request, writer, key);
  return {
    /** Requested without a token: only guests without a token need it. */
    form: () => ask(requestTo('GET /v1/sites/:site/articles/:article/form', here)),

    post: (body: Posting, key: string) =>
      tell(requestTo('POST /v1/sites/:site/articles/:article/comments', { ...here, body }), key),

    edit: (id: string, body: string) =>
      tell(requestTo('PATCH /v1/sites/:site/comments/:id', { ...one(id), body: { body } })),

    withdraw: (id: string) => tell(requestTo('DELETE /v1/sites/:site/comments/:id', one(id))),

    report: (id: string, reason: ReportReason, note: string) =>
      tell(
        requestTo('POST /v1/sites/:site/comments/:id/flags', { ...one(id), body: { reason, ...(note && { note }) } }),
      ),

    like: (id: string, liked: boolean) =>
      tell(requestTo(`${liked ? 'PUT' : 'DELETE'} /v1/sites/:site/comments/:id/like`, one(id))),

    preview: (body: string) => ask(requestTo('POST /v1/preview', { body: { body } })),
  };
}
