import { isKeyOf } from '#contracts/keys-of';
import { useTexts } from '../desk/use-texts.ts';
import { isolateIn } from '../languages/isolate.ts';
import { Ago } from '../parts/ago.tsx';
import type { Fate } from './fate.ts';
import { type CardTexts, cardTexts } from './texts.ts';

/** Somebody was faster: who did what, and when. */
export const FateLine = ({ fate }: { fate: Fate }) => {
  const { texts, words } = useTexts(cardTexts);
  const named = (name: string | null | undefined): string => (name ? isolateIn(words, name) : texts.another);
  if (fate.kind === 'lost') {
    return (
      <p class="fate-line named">{fate.to ? words.fill(texts.lostTo, { name: named(fate.to.name) }) : texts.gone}</p>
    );
  }
  const name = named(fate.by?.name);
  return (
    <p class="fate-line named">
      {words.fill(sentenceOf(fate.decision, texts), { name })} <Ago time={fate.at} />
    </p>
  );
};

const sentenceOf = (decision: string, { fates, gone }: CardTexts): string =>
  isKeyOf(fates, decision) ? fates[decision] : gone;
