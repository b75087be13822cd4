import type { AuthorInQueue } from '#contracts/moderation-answers';
import { restrictTexts } from '../deciding/restrict-texts.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Dated } from '../parts/dated.tsx';
import { cardTexts } from './texts.ts';

/** The restrictions that are in force, with their reasons. */
export const RestrictionTags = ({ restrictions }: Pick<AuthorInQueue, 'restrictions'>) => {
  const { texts, words } = useTexts(cardTexts);
  const { kindTags } = useTexts(restrictTexts).texts;
  return (
    <ul class="tags" aria-label={texts.restrictions}>
      {restrictions.map(({ kind, until, reason }) => (
        <li key={kind} class={`tag ${kind === 'trusted' ? 'good' : 'bad'}`} title={reason ?? undefined}>
          {kindTags[kind]}
          {until && (
            <>
              {' '}
              <Dated time={until}>{words.fill(texts.until, { date: words.day(until) })}</Dated>
            </>
          )}
        </li>
      ))}
    </ul>
  );
};
