import { useState } from 'preact/hooks';
import { useDesk } from '../desk/desk-context.ts';

export interface Draft {
  /** The typed text, also of an earlier visit; null if there is none. */
  readonly text: string | null;
  readonly write: (text: string) => void;
  readonly forget: () => void;
  /** Forgets it as it is sent, and has it back if it did not arrive. */
  readonly send: (sending: Promise<boolean>) => void;
}

/** Typed words that stay when what they are typed in is closed. `place` is one and the same as long as it is drawn. */
export function useDraft(place: string): Draft {
  const { drafts } = useDesk();
  const [text, setText] = useState(() => drafts.read(place));
  const write = (written: string | null): void => {
    drafts.keep(place, written);
    setText(written);
  };
  const forget = (): void => write(null);
  const send = (sending: Promise<boolean>): void => {
    drafts.keep(place, null);
    void sending.then((arrived) => !arrived && drafts.read(place) === null && drafts.keep(place, text));
  };
  return { text, write, forget, send };
}
