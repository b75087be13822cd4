import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { shellTexts } from './texts.ts';

/** The notices on every page while actions are unsent. They are laid over the page, so that nothing moves. */
export const Notices = () => {
  const desk = useDesk();
  const { outbox } = desk;
  const nobodys = outbox.ownerless.value.reduce((sum, command) => sum + command.count, 0);
  const { texts, words } = useTexts(shellTexts);
  const stuck = outbox.stuck.value;
  const count = stuck.reduce((sum, { command }) => sum + command.count, 0);
  return (
    <div class="notices" role="alert">
      {count > 0 && (
        <div class="notice bad">
          <p>{words.count(texts.unsent, count)}</p>
          <button type="button" onClick={() => desk.sendUnsent()}>
            {texts.sendNow}
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => stuck.forEach(({ command }) => outbox.giveUp(command.key))}
          >
            {texts.giveUp}
          </button>
        </div>
      )}
      {nobodys > 0 && (
        <div class="notice warn">
          <p>{words.count(texts.ownerless, nobodys)}</p>
          <button type="button" onClick={() => outbox.settleOwnerless(true)}>
            {texts.theyAreMine}
          </button>
          <button type="button" class="quiet" onClick={() => outbox.settleOwnerless(false)}>
            {texts.giveUp}
          </button>
        </div>
      )}
    </div>
  );
};
