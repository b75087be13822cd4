import type { Request } from '#client/request';
import type { Asking, ServiceAnswer } from './asking.ts';
import type { Writer } from './identity.ts';

/**
 * Asks as the reader: with their token, and with a newer one when it was refused. What a member asks is never asked as
 * somebody else.
 */
export async function askAs<T>(
  { ask, identity }: Asking,
  request: Request<T>,
  writer: Writer,
  key?: string,
): Promise<ServiceAnswer<T>> {
  const token = await identity.tokenOf(writer);
  const isMember = writer === 'member';
  if (isMember && token === null) return { problem: { code: 'unauthenticated' } };
  const answer = await ask(request, { key, token });
  if (token === null || answer.problem?.code !== 'unauthenticated') return answer;
  const newer = await identity.refused(writer);
  return isMember && (newer === null || newer === token) ? answer : ask(request, { key, token: newer });
}
