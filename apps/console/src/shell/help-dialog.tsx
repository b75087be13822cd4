import { useDesk } from '../desk/desk-context.ts';
import { commandGroups, commandNames, commandOf, reasonKeys } from '../keys/commands.ts';
import { Keys } from '../parts/key-hint.tsx';
import { commandTexts } from '../keys/texts.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Dialog } from '../parts/dialog.tsx';
import { shellTexts } from './texts.ts';

/** Every key there is; those that do nothing on this page are pale. */
export const HelpDialog = ({ close }: { close: () => void }) => {
  const { keyboard } = useDesk();
  const { texts } = useTexts(commandTexts);
  return (
    <Dialog title={useTexts(shellTexts).texts.keysFor} close={close} class="wide">
      <div class="help">
        {commandGroups.map((group) => (
          <KeysOf key={group} group={group} />
        ))}
      </div>
      <p class="muted small which-key">{texts.whichKey}</p>
      <label class="switch">
        <input
          type="checkbox"
          checked={keyboard.enabled.value}
          onChange={({ currentTarget }) => keyboard.set(currentTarget.checked)}
        />
        <span>
          {texts.singleKeys}
          <small class="muted">{texts.singleKeysWhy}</small>
        </span>
      </label>
    </Dialog>
  );
};

const KeysOf = ({ group }: { group: (typeof commandGroups)[number] }) => {
  const { keyboard } = useDesk();
  const { texts } = useTexts(commandTexts);
  return (
    <section>
      <h2>{texts.groups[group]}</h2>
      <dl>
        {commandNames
          .filter((name) => commandOf(name).group === group)
          .map((name) => (
            <div key={name} class={keyboard.can(name) ? '' : 'idle'}>
              <dt>{texts.names[name]}</dt>
              <dd>
                <Keys keys={commandOf(name).keys[0]} />
                <span class="unseen">{commandOf(name).keys[0]}</span>
              </dd>
            </div>
          ))}
        {group === 'decide' && (
          <div>
            <dt>{texts.reason}</dt>
            <dd>
              <kbd>{reasonKeys[0]}</kbd> – <kbd>{reasonKeys[8]}</kbd>
              {reasonKeys.slice(9).map((key) => (
                <>
                  {' '}
                  <kbd>{key}</kbd>
                </>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
};
