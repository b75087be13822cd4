import { avatarOf } from '../service/avatar.ts';
import type { CommentAnswer } from '#contracts/answers';
import { Link } from '../parts/link.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Ago } from '../parts/ago.tsx';
import { cardTexts } from './texts.ts';

/** The author's name and the time of a comment. */
export const Byline = ({ comment }: { comment: CommentAnswer }) => {
  const { site } = useDesk();
  const { texts } = useTexts(cardTexts);
  const { author, createdAt, editedAt } = comment;
  return (
    <p class="byline">
      {author ? (
        <Link to={{ page: 'author', site: site.value, id: author.id }} class="author-link">
          <img src={avatarOf(author.id)} alt="" width={28} height={28} />
          <bdi>{author.name || texts.unknown}</bdi>
        </Link>
      ) : (
        <span>{texts.unknown}</span>
      )}
      {author?.badge === 'staff' && <span class="tag accent">{texts.staff}</span>}
      {author?.badge === 'guest' && <span class="tag">{texts.guest}</span>}
      <span class="muted small">
        <Ago time={createdAt} />
        {editedAt && ` · ${texts.edited}`}
      </span>
    </p>
  );
};
