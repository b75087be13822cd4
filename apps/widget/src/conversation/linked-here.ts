import type { PermalinkAnswer } from '#contracts/answers';
import { commentOf } from '../service/reading.ts';
import type { Service } from '../service/service.ts';
import type { ThreadPlace } from './stage.ts';

/**
 * What a link to a comment leads to here: the comment, where it is this article's; 'gone' in the one thread that says
 * so; nothing elsewhere.
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
