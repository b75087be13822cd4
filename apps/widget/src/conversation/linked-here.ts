import type { PermalinkAnswer } from '#contracts/answers';
import type { Service } from '../service/service.ts';
import type { ThreadPlace } from './stage.ts';

/** What a link to a comment leads to here: the comment, where it is this article's; 'gone' in the one thread that says so; nothing elsewhere. */
export async function linkedHere(
  { article, speaksForPage }: ThreadPlace,
  service: Service,
  id: string,
): Promise<PermalinkAnswer | 'gone' | undefined> {
  const { value, problem } = await service.comment(id);
  if (value) return value.comment.articleId === article ? value : undefined;
  return problem.code === 'not-found' && speaksForPage() ? 'gone' : undefined;
}
