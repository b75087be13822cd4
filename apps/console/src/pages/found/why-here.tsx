import type { ItemAnswer } from '#contracts/moderation-answers';
import { whyHere } from '../../card/why.ts';
import { whyTexts } from '../../card/why-texts.ts';
import { useTexts } from '../../desk/use-texts.ts';

/** Why a comment waits, in a line. */
export const WhyHere = ({ item }: { item: ItemAnswer }) => {
  const { texts, words } = useTexts(whyTexts);
  return <>{whyHere(item, texts, words).join(' ')}</>;
};
