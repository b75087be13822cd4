import { whyHere } from '../../card/why';
import { whyTexts } from '../../card/why-texts';
import { useTexts } from '../../desk/use-texts';
import type { Item } from '../../service/answers';

/** Why a comment waits, in a line. */
export const WhyHere = ({ item }: { item: Item }) => {
  const { texts, words } = useTexts(whyTexts);
  return <>{whyHere(item, texts, words).join(' ')}</>;
};
