import type { CommentAnswer } from '#contracts/answers';
import { decidingTexts } from '../deciding/texts.ts';
import { useDesk } from '../desk/desk-context.ts';
import { Link } from '../parts/link.tsx';
import { useTexts } from '../desk/use-texts.ts';
import { Ago } from '../parts/ago.tsx';
import { cardTexts } from './texts.ts';

const tones: Partial<Record<CommentAnswer['status'], string>> = {
  held: 'warn',
  rejected: 'bad',
  escalated: 'warn',
  approved: 'good',
};

/** A neighbouring comment in small print, with its status. Its full text is on its own page. */
export const Quoted = ({ comment, label }: { comment: CommentAnswer; label?: string }) => {
  const { site } = useDesk();
  const { texts } = useTexts(cardTexts);
  const { statuses } = useTexts(decidingTexts).texts;
  const { id, author, body, createdAt, status } = comment;
  return (
    <blockquote class="quoted">
      <p class="small muted">
        {label ?? <bdi>{author?.name || texts.unknown}</bdi>}
        {' · '}
        {status === 'removed' ? (
          <Ago time={createdAt} />
        ) : (
          <Link to={{ page: 'comment', site: site.value, id }}>
            <Ago time={createdAt} />
          </Link>
        )}
        {status !== 'published' && <span class={`tag ${tones[status] ?? ''}`}>{statuses[status]}</span>}
      </p>
      <p class="quoted-text" dir="auto">
        {body ?? (status === 'removed' ? texts.otherQueue : statuses[status])}
      </p>
    </blockquote>
  );
};
