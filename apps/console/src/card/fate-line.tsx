import { useTexts } from '../desk/use-texts.ts';
import { Ago } from '../parts/ago.tsx';
import type { Fate } from './fate.ts';
import { fateSentence } from './fate-sentence.ts';
import { cardTexts } from './texts.ts';

/** Somebody was faster: who did what, and when. */
export const FateLine = ({ fate }: { fate: Fate }) => {
  const { texts, words } = useTexts(cardTexts);
  return (
    <p class="fate-line named">
      {fateSentence(fate, texts, words)}
      {fate.kind === 'decided' && (
        <>
          {' '}
          <Ago time={fate.at} />
        </>
      )}
    </p>
  );
};
