import type { CommentAnswer } from '#contracts/answers';
import { decidingTexts } from '../deciding/texts.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Ago } from '../parts/ago.tsx';
import { cardTexts } from './texts.ts';

const tones: Partial<Record<CommentAnswer['status'], string>> = {
  held: 'warn',
  rejected: 'bad',
  escalated: 'warn',
  approved: 'good',
};

/** A comment around the one that is decided: small, with where it stands. */
export const Quoted = ({ comment, label }: { comment: CommentAnswer; label?: string }) => {
  const { texts } = useTexts(cardTexts);
  const { statuses } = useTexts(decidingTexts).texts;
  const { author, body, createdAt, status } = comment;
  return (
    <blockquote class="quoted">
      <p class="small muted">
        {label ?? <bdi>{author?.name || texts.unknown}</bdi>}
        {' · '}
        <Ago time={createdAt} />
        {status !== 'published' && <span class={`tag ${tones[status] ?? ''}`}>{statuses[status]}</span>}
      </p>
      <p class="quoted-text" dir="auto">
        {body ?? (status === 'removed' ? texts.otherQueue : statuses[status])}
      </p>
    </blockquote>
  );
};
