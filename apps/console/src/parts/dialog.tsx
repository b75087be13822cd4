import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useDesk } from '../desk/desk-context.ts';
import { InScope, Scope } from '../keys/scope.ts';
import { useTexts } from '../desk/use-texts.ts';
import { partsTexts } from './texts.ts';

interface Props {
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
  /** Closed by Escape or its button. Without it the dialog stays until its reason is gone. */
  readonly close?: () => void;
  readonly class?: string;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/**
 * A modal dialog. The page's keys are off while it is open; afterwards the focus returns to where it was. Closing it keeps
 * typed text (`useDraft`), since Escape, a click outside it and the browser itself can close it.
 */
export const Dialog = ({ title, children, close, class: look, onKeyDown }: Props) => {
  const { texts } = useTexts(partsTexts);
  const { element, scope } = useModal();
  const outside = useClicksOutside();
  const heading = useId();
  return (
    <dialog
      ref={element}
      class={look}
      aria-labelledby={heading}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        close?.();
      }}
      // Chrome asks no second time: it closes it.
      onClose={({ currentTarget }) => currentTarget.isConnected && (close ? close() : currentTarget.showModal())}
      onPointerDown={outside.press}
      onClick={(event) => outside.isClicked(event) && close?.()}
    >
      <InScope.Provider value={scope}>
        <div class="dialog-head">
          <h1 id={heading} class="named">
            {title}
          </h1>
          {close && (
            <button type="button" class="quiet" aria-label={texts.close} onClick={close}>
              <span aria-hidden="true">✕</span>
            </button>
          )}
        </div>
        {children}
      </InScope.Provider>
    </dialog>
  );
};

/** A click outside the dialog that also began there: a text selection may begin inside and end outside. */
function useClicksOutside() {
  const wasPressed = useRef(false);
  const isBeside = ({ target, currentTarget, clientX, clientY }: MouseEvent): boolean => {
    if (target !== currentTarget || !(currentTarget instanceof Element)) return false;
    const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
    return clientX < left || clientX > right || clientY < top || clientY > bottom;
  };
  return {
    press: (event: PointerEvent): void => void (wasPressed.current = isBeside(event)),
    isClicked: (event: MouseEvent): boolean => wasPressed.current && isBeside(event),
  };
}

/** Opens the element as a modal dialog while it is mounted, with its own key handlers. */
function useModal() {
  const { keyboard } = useDesk();
  const element = useRef<HTMLDialogElement>(null);
  const [scope] = useState(() => new Scope());
  // Before the next key can come: it belongs to the dialog.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const openAgain = keyboard.open(scope);
    if (element.current?.open === false) element.current.showModal();
    return () => {
      openAgain();
      element.current?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [keyboard, scope]);
  return { element, scope };
}
