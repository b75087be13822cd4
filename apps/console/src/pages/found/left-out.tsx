import { useDesk } from '../../desk/desk-context';
import { useTexts } from '../../desk/use-texts';
import { pagesTexts } from './texts';

/** Tells a moderator of some queues that a list is not all there is. */
export const LeftOut = () => {
  const { everyQueue } = useDesk();
  const { texts } = useTexts(pagesTexts);
  return everyQueue.value ? null : <p class="muted small">{texts.leftOut}</p>;
};
