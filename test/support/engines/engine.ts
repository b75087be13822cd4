/**
 * A browser, by whatever protocol it is driven: as little of each as journeys need, so that they are the same in all.
 */
export interface Engine {
  /** A tab in a profile of its own. */
  tab(): Promise<Tab>;
  close(): Promise<void>;
}

export interface Tab {
  goto(url: string): Promise<void>;
  /** The value of an expression, or what its promise comes to, in the page. */
  evaluate<T>(expression: string): Promise<T>;
  /** A click of the mouse, in CSS pixels from the corner of the viewport. */
  click(x: number, y: number): Promise<void>;
  type(text: string): Promise<void>;
  /** One key, with those that are held meanwhile before it: `a`, `Enter`, `Control+Enter`, `Shift+A`. */
  press(keys: string): Promise<void>;
  /** What the browser complained about, as far as its protocol tells. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Everything fits: no engine has another layout. */
export const viewport = { width: 1280, height: 900 } as const;

export const held = (keys: string): { readonly modifiers: readonly string[]; readonly key: string } => {
  const parts = keys.split('+');
  return { modifiers: parts.slice(0, -1), key: parts.at(-1) ?? '' };
};

/** Asks once more where the page went elsewhere meanwhile: what was asked of it went with it. */
export async function onceMore<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!/context was destroyed|no such frame|navigat/i.test(String(error))) throw error;
    return ask();
  }
}
