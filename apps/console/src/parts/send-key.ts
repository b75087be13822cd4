/** Ctrl or Cmd with Enter, pressed once, and not by an input method that confirms a word. */
export const isSendKey = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && event.key === 'Enter' && !event.repeat && !event.isComposing;
