import { useEffect } from 'preact/hooks';

/** The title of the tab, which screen readers announce when the page changes. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Colloquy`;
  }, [title]);
}
