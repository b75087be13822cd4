import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** A free port from the kernel. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  return Number(port);
}

/** Several different free ports. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map(portOf);
  await Promise.all(servers.map(close));
  return ports;
}

export async function areFree(ports: readonly number[]): Promise<boolean> {
  const servers = await Promise.allSettled(ports.map(listen));
  await Promise.all(servers.flatMap((server) => (server.status === 'fulfilled' ? [close(server.value)] : [])));
  return servers.every(({ status }) => status === 'fulfilled');
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return address.port;
}

async function listen(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
