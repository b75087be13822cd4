import { useTexts } from '../desk/use-texts';
import { Ago } from '../parts/ago';
import type { Fate } from './fate';
import { type CardTexts, cardTexts } from './texts';

/** Somebody was faster: who did what, and when. */
export const FateLine = ({ fate }: { fate: Fate }) => {
  const { texts, words } = useTexts(cardTexts);
  if (fate.kind === 'lost') {
    return (
      <p class="fate-line">
        {fate.to ? words.fill(texts.lostTo, { name: fate.to.name ?? texts.another }) : texts.gone}
      </p>
    );
  }
  const name = fate.by?.name ?? texts.another;
  return (
    <p class="fate-line">
      {words.fill(sentenceOf(fate.decision, texts), { name })} <Ago time={fate.at} />
    </p>
  );
};

const sentenceOf = (decision: string, { fates, gone }: CardTexts): string =>
  decision in fates ? fates[decision as keyof typeof fates] : gone;
