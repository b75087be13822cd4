import type { Request } from '#client/request';
import type { Asking, ServiceAnswer } from './asking.ts';
import type { Writer } from './identity.ts';

/**
 * Sends a request as the reader: with their token, and with a newer one if it was refused. A member's request is never
 * sent under another identity.
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
