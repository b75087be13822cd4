import type { AddressInfo, Server } from 'node:net';

/** The address of a listening server. @throws Error if it is not listening, or listens on a path */
export function listeningAt(server: Pick<Server, 'address'>): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return address;
}
