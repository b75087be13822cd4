import type { CommentAnswer } from '#contracts/answers';
import type { ComponentChildren } from 'preact';
import { Link } from '../../parts/link.tsx';
import { useTexts } from '../../desk/use-texts.ts';
import { Ago } from '../../parts/ago.tsx';
import { pagesTexts } from './texts.ts';
import { StatusTag } from '../../card/status-tag.tsx';

interface Props {
  readonly site: string;
  readonly comment: CommentAnswer;
  /** Its text, or some of it. */
  readonly text?: ComponentChildren;
  readonly article?: { readonly articleId: string; readonly title: string | null };
  readonly withAuthor?: boolean;
  /** The outcome, shown next to the comment. */
  readonly children?: ComponentChildren;
}

/** A comment in a list: status, author, time and text, as a link to its page. */
export const CommentLine = ({ site, comment, text, article, withAuthor = true, children }: Props) => {
  const { texts } = useTexts(pagesTexts);
  const { id, author, body, status, createdAt } = comment;
  return (
    <li class="comment-line">
      <p class="line-meta">
        <StatusTag status={status} />
        {withAuthor && author && (
          <Link to={{ page: 'author', site, id: author.id }} class="who">
            <bdi>{author.name}</bdi>
          </Link>
        )}
        <span class="muted">
          <Ago time={createdAt} />
        </span>
        {article && (
          <Link to={{ page: 'article', site, id: article.articleId }} class="where">
            <bdi>{article.title ?? article.articleId}</bdi>
          </Link>
        )}
      </p>
      <p class="line-text" dir="auto">
        <Link to={{ page: 'comment', site, id }}>{text ?? body ?? texts.noText}</Link>
      </p>
      {children && <p class="line-after small muted named">{children}</p>}
    </li>
  );
};
