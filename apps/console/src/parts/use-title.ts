import { useEffect } from 'preact/hooks';

/** What the tab says, and what is read out first when the page changes. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Colloquy`;
  }, [title]);
}
