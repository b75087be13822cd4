import { useTexts } from '../../desk/use-texts.ts';
import { pagesTexts } from './texts.ts';

/** The time zone of the dates in a filter. */
export const DaysIn = ({ timeZone }: { timeZone: string }) => {
  const { texts, words } = useTexts(pagesTexts);
  const zone = words.zone(new Date().toISOString(), timeZone);
  return <p class="muted small">{words.fill(texts.daysIn, { zone })}</p>;
};
