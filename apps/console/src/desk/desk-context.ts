import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Desk } from './desk.ts';

export const InDesk = createContext<Desk | null>(null);

/** What every page works with: the session, the address, the keys, the service. */
export function useDesk(): Desk {
  const desk = useContext(InDesk);
  if (!desk) throw new Error('outside of the desk');
  return desk;
}
