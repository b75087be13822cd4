/**
 * The address that a text is; undefined where it is none. `URL.canParse` is not used for it: once Node 20 has compiled
 * a caller, it says no to addresses with letters beyond ASCII (`https://münchen.example`).
 */
export function urlIn(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
