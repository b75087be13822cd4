import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { pagesTexts } from './texts.ts';

/** A notice for moderators without every queue: the list is incomplete. */
export const LeftOut = () => {
  const { everyQueue } = useDesk();
  const { texts } = useTexts(pagesTexts);
  return everyQueue.value ? null : <p class="muted small">{texts.leftOut}</p>;
};
