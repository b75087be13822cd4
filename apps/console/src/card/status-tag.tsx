import type { CommentAnswer } from '#contracts/answers';
import { decidingTexts } from '../deciding/texts.ts';
import { useTexts } from '../desk/use-texts.ts';

const tones: Readonly<Record<CommentAnswer['status'], string>> = {
  published: '',
  approved: 'good',
  held: 'warn',
  escalated: 'accent',
  rejected: 'bad',
  withdrawn: '',
  erased: '',
  removed: '',
};

/** A comment's status in a word. The colour only repeats it. */
export const StatusTag = ({ status }: { status: CommentAnswer['status'] }) => {
  const { texts } = useTexts(decidingTexts);
  return <span class={`tag ${tones[status]}`}>{texts.statuses[status]}</span>;
};
