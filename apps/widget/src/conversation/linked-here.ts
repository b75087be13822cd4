import type { PermalinkAnswer } from '#contracts/answers';
import { commentOf } from '../service/reading.ts';
import type { Service } from '../service/service.ts';
import type { ThreadPlace } from './stage.ts';

/**
 * The comment that the page's address links to, if it belongs to this article. A comment that no longer exists is 'gone',
 * in only one thread of the page; undefined in the others.
 */
export async function linkedHere(
  { isHere, speaksForPage }: ThreadPlace,
  service: Service,
  id: string,
): Promise<PermalinkAnswer | 'gone' | undefined> {
  const { value, problem } = await commentOf(service, id);
  if (value) return isHere(value.comment.articleId) ? value : undefined;
  return problem.code === 'not-found' && speaksForPage() ? 'gone' : undefined;
}
