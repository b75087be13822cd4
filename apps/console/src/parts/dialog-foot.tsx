import type { ComponentChildren } from 'preact';
import { useTexts } from '../desk/use-texts.ts';
import { partsTexts } from './texts.ts';
import type { Draft } from './use-draft.ts';

interface Props {
  readonly close: () => void;
  /** The dialog's draft, if it keeps one. */
  readonly draft?: Draft;
  readonly children: ComponentChildren;
}

/** Below a dialog: the way out, with or without what was typed, and the button that does what it is for. */
export const DialogFoot = ({ close, draft, children }: Props) => {
  const { texts } = useTexts(partsTexts);
  const isTyped = (draft?.text ?? '').trim() !== '';
  const discard = (): void => {
    draft?.forget();
    close();
  };
  return (
    <div class="dialog-foot">
      {isTyped && <small class="muted kept">{texts.kept}</small>}
      {isTyped && (
        <button type="button" class="quiet bad" onClick={discard}>
          {texts.discard}
        </button>
      )}
      <button type="button" onClick={close}>
        {isTyped ? texts.close : texts.cancel} <kbd aria-hidden="true">Esc</kbd>
      </button>
      {children}
    </div>
  );
};
