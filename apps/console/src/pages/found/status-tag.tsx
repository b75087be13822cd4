import { decidingTexts } from '../../deciding/texts';
import { useTexts } from '../../desk/use-texts';
import type { Comment } from '../../service/answers';

const tones: Readonly<Record<Comment['status'], string>> = {
  ...{ published: '', approved: 'good', held: 'warn', escalated: 'accent', rejected: 'bad' },
  ...{ withdrawn: '', erased: '', removed: '' },
};

/** Where a comment stands, in a word; the colour only says it again. */
export const StatusTag = ({ status }: { status: Comment['status'] }) => {
  const { texts } = useTexts(decidingTexts);
  return <span class={`tag ${tones[status]}`}>{texts.statuses[status]}</span>;
};
