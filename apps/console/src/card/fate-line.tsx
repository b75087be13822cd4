import { isKeyOf } from '#contracts/keys-of';
import { useTexts } from '../desk/use-texts.ts';
import { Ago } from '../parts/ago.tsx';
import type { Fate } from './fate.ts';
import { type CardTexts, cardTexts } from './texts.ts';

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
  isKeyOf(fates, decision) ? fates[decision] : gone;
