import { fateSentence, nameIn } from '../deciding/fate-sentence.ts';
import { fateTexts } from '../deciding/fate-texts.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Ago } from '../parts/ago.tsx';
import type { Fate } from './fate.ts';

/** A colleague's decision on the comment, or the claim that they hold on it. */
export const FateLine = ({ fate }: { fate: Fate }) => {
  const { texts, words } = useTexts(fateTexts);
  if (fate.kind === 'lost') {
    return (
      <p class="fate-line named">
        {fate.to ? words.fill(texts.lostTo, { name: nameIn(fate.to.name, texts, words) }) : texts.gone}
      </p>
    );
  }
  return (
    <p class="fate-line named">
      {fateSentence(fate, texts, words)} <Ago time={fate.at} />
    </p>
  );
};
