import { effect, signal } from '@preact/signals';

export const themes = ['auto', 'light', 'dark'] as const;
export type DeskTheme = (typeof themes)[number];

const storageKey = 'colloquy-desk-theme';

/** Light, dark, or as the system has it. */
export function createTheme() {
  const kept = themes.find((one) => one === localStorage.getItem(storageKey));
  const theme = signal<DeskTheme>(kept ?? 'auto');
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
    localStorage.setItem(storageKey, theme.value);
  });
  return theme;
}
