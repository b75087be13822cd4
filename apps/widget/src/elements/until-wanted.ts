/**
 * Waits until the reader comes near an element, or follows a link to what will be in it; for ever once the signal ends
 * it.
 * @param isLinked whether the address leads there; asked now, and whenever another part of the page is gone to
 */
export function untilWanted(element: Element, signal: AbortSignal, isLinked: () => Promise<boolean>): Promise<void> {
  return new Promise((resolve) => {
    const look = async (): Promise<void> => {
      if (await isLinked()) resolve();
    };
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) resolve();
      },
      { rootMargin: '600px' },
    );
    observer.observe(element);
    signal.addEventListener('abort', () => observer.disconnect());
    addEventListener('hashchange', () => void look(), { signal });
    void look();
  });
}
