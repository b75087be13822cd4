import { useTexts } from '../desk/use-texts.ts';
import { type CommandName, commandOf } from '../keys/commands.ts';
import { commandTexts } from '../keys/texts.ts';

/** The keys of a command in small print, on its button. Visual only: assistive technology gets `ariaKeys`. */
export const KeyHint = ({ command }: { command: CommandName }) => <Keys keys={commandOf(command).keys[0]} />;

export const Keys = ({ keys }: { keys: string }) => {
  const { texts } = useTexts(commandTexts);
  const shown = (key: string): string => {
    if (key.startsWith('shift+')) return `⇧${key.slice(6).toUpperCase()}`;
    return key === 'Enter' ? '⏎' : key.length === 1 ? key.toUpperCase() : key;
  };
  return (
    <span class="keys" aria-hidden="true">
      {keys.split(' ').map((key, at) => (
        <>
          {at > 0 && <span class="and-then">{texts.andThen}</span>}
          <kbd dir="ltr">{shown(key)}</kbd>
        </>
      ))}
    </span>
  );
};

/** For `aria-keyshortcuts`, which knows no sequences. */
export function ariaKeys(command: CommandName): string | undefined {
  const keys = commandOf(command).keys[0];
  return keys.includes(' ') ? undefined : keys.replace('shift', 'Shift');
}
