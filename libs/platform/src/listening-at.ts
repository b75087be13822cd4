import type { AddressInfo, Server } from 'node:net';

/** Where a server listens. @throws Error for one that does not, or at a path instead of a port */
export function listeningAt(server: Pick<Server, 'address'>): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen at a port');
  return address;
}
