import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A stretch of wire between a client and a server that can be cut, in the direction and at the moment a spec chooses. */
export interface TcpProxy {
  readonly port: number;
  /** From now on nothing reaches the server; or nothing comes back from it. */
  swallow(direction: 'to-server' | 'to-client'): void;
  /** New bytes pass again; the swallowed ones are gone. */
  release(): void;
  /** Breaks every connection, and lets new ones through undisturbed. */
  cut(): void;
  /** Bytes swallowed so far. */
  swallowed(): number;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let swallowing: 'to-server' | 'to-client' | undefined;
  let swallowed = 0;
  const server = createServer((client) => {
    const upstream = connect(target);
    const pass = (from: Socket, to: Socket, direction: 'to-server' | 'to-client'): void => {
      sockets.add(from);
      from.on('data', (bytes) => {
        if (swallowing === direction) swallowed += bytes.length;
        else to.write(bytes);
      });
      from.on('error', () => undefined); // the close that follows says it all
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    };
    pass(client, upstream, 'to-server');
    pass(upstream, client, 'to-client');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const release = (): void => {
    swallowing = undefined;
  };
  const cut = (): void => {
    release();
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    swallow: (direction) => (swallowing = direction),
    release,
    cut,
    swallowed: () => swallowed,
    close: async () => {
      const closed = new Promise((done) => server.close(done));
      cut();
      await closed;
    },
  };
}
