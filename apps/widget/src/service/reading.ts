import { requestTo } from '#client/request';
import { askAs } from './asking-as.ts';
import type { Asking } from './asking.ts';
import type { Writer } from './identity.ts';

/** Public reads need no session: sent as a member if there is one, otherwise without a token. */
export async function commentOf(asking: Asking, id: string) {
  const request = requestTo('GET /v1/sites/:site/comments/:id', asking.one(id));
  const isMember = (await asking.identity.memberToken()) !== null;
  const answer = await askAs(asking, request, isMember ? 'member' : 'guest');
  return answer.problem?.code === 'unauthenticated' ? asking.ask(request) : answer;
}

/** @param comments 100 at most */
export const viewerOf = (asking: Asking, writer: Writer, comments: string[], after = '0') =>
  askAs(
    asking,
    requestTo('GET /v1/sites/:site/articles/:article/viewer', { ...asking.here, query: { comment: comments, after } }),
    writer,
  );
