import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { pagesTexts } from './texts.ts';

/** Tells a moderator of some queues that a list is not all there is. */
export const LeftOut = () => {
  const { everyQueue } = useDesk();
  const { texts } = useTexts(pagesTexts);
  return everyQueue.value ? null : <p class="muted small">{texts.leftOut}</p>;
};
