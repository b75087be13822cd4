import type { PermalinkAnswer } from '#contracts/answers';
import { articleIdOf } from '#contracts/article-id-of';
import type { Service } from '../service/service.ts';
import type { ThreadPlace } from './stage.ts';

/** What a link to a comment leads to here: the comment, where it is this article's; 'gone' in the one thread that says so; nothing elsewhere. */
export async function linkedHere(
  { article, speaksForPage }: ThreadPlace,
  service: Service,
  id: string,
): Promise<PermalinkAnswer | 'gone' | undefined> {
  const { value, problem } = await service.comment(id);
  if (value) {
    const { articleId } = value.comment;
    // From before addresses were decoded, this article may be called otherwise: see docs/embedding.md.
    return articleId === article || (/^https?:/.test(articleId) && articleIdOf(articleId) === article)
      ? value
      : undefined;
  }
  return problem.code === 'not-found' && speaksForPage() ? 'gone' : undefined;
}
