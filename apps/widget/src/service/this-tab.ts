import { tabMemory } from './memory.ts';
import { newKey } from './new-key.ts';
import { lockOf } from './tab-lock.ts';

let tab: string | undefined;

/**
 * This tab's name, through reloads. For as long as it is open it holds a lock of that name, by which other tabs know.
 */
export function thisTab(): string {
  if (tab !== undefined) return tab;
  tab = (tabMemory.recall('tab') as string | null) ?? newKey();
  tabMemory.keep('tab', tab);
  // Never given back: the browser does that. Pages without https have no locks.
  void globalThis.navigator?.locks?.request(lockOf(tab), () => new Promise(() => undefined)).catch(() => undefined);
  return tab;
}
