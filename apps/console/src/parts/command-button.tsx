import type { ComponentChildren } from 'preact';
import { KeyHint, ariaKeys } from './key-hint.tsx';
import type { CommandName } from '../keys/commands.ts';
import { commandTexts } from '../keys/texts.ts';
import { useCommand } from './use-command.ts';
import { useTexts } from '../desk/use-texts.ts';

interface Props {
  readonly command: CommandName;
  readonly run: () => void;
  readonly tone?: 'primary' | 'good' | 'bad' | 'quiet';
  /** Replaces the command's name. */
  readonly children?: ComponentChildren;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
}

/** A button that shows its key, and whose key presses it. */
export const CommandButton = ({ command, run, tone, children, disabled = false, pressed }: Props) => {
  const { texts } = useTexts(commandTexts);
  useCommand(command, disabled ? null : run);
  return (
    <button
      type="button"
      class={tone}
      aria-disabled={disabled}
      aria-pressed={pressed}
      aria-keyshortcuts={ariaKeys(command)}
      onClick={() => !disabled && run()}
    >
      {children ?? texts.names[command]}
      <KeyHint command={command} />
    </button>
  );
};
