/** The page stays the same one, with its query, whatever it calls itself. */
export function showInAddress(id: string): void {
  try {
    history.replaceState(history.state, '', `${location.href.split('#')[0]}#comment-${id}`);
  } catch {
    // A frame may have no own address.
  }
}
