import type { ItemAnswer } from '#contracts/moderation-answers';
import { decidingTexts } from '../deciding/texts.ts';
import { useTexts } from '../desk/use-texts.ts';
import { cardTexts } from './texts.ts';

/** The readers' reports by reason, with their notes. */
export const Reports = ({ flags }: Pick<ItemAnswer, 'flags'>) => {
  const { texts, words } = useTexts(cardTexts);
  const { reasons } = useTexts(decidingTexts).texts;
  if (flags.length === 0) return null;
  return (
    <section class="reports">
      <h2 class="muted">{texts.reports}</h2>
      <ul>
        {flags.map(({ reason, count, notes }) => (
          <li key={reason}>
            <span class="tag bad">
              {reasons[reason]} <b>{words.number(count)}</b>
            </span>
            {notes.map((note, at) => (
              <q key={at} class="small" dir="auto">
                {note}
              </q>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
};
