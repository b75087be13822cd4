import type { ArticleAnswer } from '#contracts/answers';
import type { Words } from '../languages/words';

export const Closed = ({
  article: { closesAt },
  words,
  timeZone,
}: {
  article: ArticleAnswer;
  words: Words;
  timeZone: string | undefined;
}) => (
  <p class="note" part="closed">
    {closesAt && Date.parse(closesAt) < Date.now()
      ? words.text('closedOn', { date: words.date(closesAt, timeZone) })
      : words.text('closed')}
  </p>
);
