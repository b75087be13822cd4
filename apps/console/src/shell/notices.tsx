import { useDesk } from '../desk-context';
import { useTexts } from '../languages/use-texts';
import { shellTexts } from './texts';

/** What stands above every page while something is wrong: no connection, decisions that are not sent. */
export const Notices = () => {
  const { outbox, live } = useDesk();
  const { texts, words } = useTexts(shellTexts);
  const stuck = outbox.stuck.value;
  const count = stuck.reduce((sum, { command }) => sum + command.count, 0);
  return (
    <div class="notices" role="alert">
      {count > 0 && (
        <div class="notice bad">
          <p>{words.count(texts.unsent, count)}</p>
          <button type="button" onClick={() => outbox.retry()}>
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
      {!live.connected.value && <p class="notice warn">{texts.notLive}</p>}
    </div>
  );
};
