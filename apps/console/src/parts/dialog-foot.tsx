import type { ComponentChildren } from 'preact';
import { useTexts } from '../desk/use-texts.ts';
import { partsTexts } from './texts.ts';

interface Props {
  readonly close: () => void;
  readonly children: ComponentChildren;
}

/** Below a dialog: the way out, and the button that does what it is for. */
export const DialogFoot = ({ close, children }: Props) => {
  const { texts } = useTexts(partsTexts);
  return (
    <div class="dialog-foot">
      <button type="button" onClick={close}>
        {texts.cancel} <kbd aria-hidden="true">Esc</kbd>
      </button>
      {children}
    </div>
  );
};
