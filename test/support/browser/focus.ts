import type { Reader } from './newspaper.ts';

/** The text or label of the focused element, looked up through shadow roots. */
export const focused = ({ page }: Reader): Promise<string> => page.evaluate<string>(deepestFocus);

const deepestFocus = `(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element?.textContent?.trim() ?? '';
})()`;
