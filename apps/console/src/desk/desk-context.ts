import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Desk } from './desk.ts';

export const InDesk = createContext<Desk | null>(null);

/** The services that every page uses: session, address, keyboard and API. */
export function useDesk(): Desk {
  const desk = useContext(InDesk);
  if (!desk) throw new Error('outside of the desk');
  return desk;
}
