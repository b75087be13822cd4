/**
 * Parses an address; undefined: the text is not an address. Not `URL.canParse`: in Node 20, once its caller is
 * optimised, it returns false for addresses with letters beyond ASCII (`https://münchen.example`).
 */
export function urlIn(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
