/**
 * A browser, independent of the protocol that drives it. It has only the operations that the shared specs need, so that
 * the same specs run in every engine.
 */
export interface Engine {
  /** Opens a tab in a new profile. */
  tab(): Promise<Tab>;
  close(): Promise<void>;
}

export interface Tab {
  goto(url: string): Promise<void>;
  /** Evaluates an expression in the page, and awaits its value if it is a promise. */
  evaluate<T>(expression: string): Promise<T>;
  /** Clicks at a point in CSS px from the top left corner of the viewport. */
  click(x: number, y: number): Promise<void>;
  type(text: string): Promise<void>;
  /** Presses one key, with its modifiers in front: `a`, `Enter`, `Control+Enter`, `Shift+A`. */
  press(keys: string): Promise<void>;
  /** Errors from the console, as far as the protocol reports them. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Large enough that every engine shows the same layout. */
export const viewport = { width: 1280, height: 900 } as const;

export const held = (keys: string): { readonly modifiers: readonly string[]; readonly key: string } => {
  const parts = keys.split('+');
  return { modifiers: parts.slice(0, -1), key: parts.at(-1) ?? '' };
};

/** Repeats a request once if the page navigated away in the meantime, which loses the first one. */
export async function onceMore<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!/context was destroyed|no such frame|navigat/i.test(String(error))) throw error;
    return ask();
  }
}
