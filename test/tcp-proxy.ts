import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

type Direction = 'to-server' | 'to-client';

/** A stretch of wire between a client and a server, that a spec can cut in the direction and at the moment it chooses. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private swallowing: Direction | undefined;
  private swallowedBytes = 0;

  private constructor(target: { host: string; port: number }) {
    this.server = createServer((client) => {
      const upstream = connect(target);
      this.pass(client, upstream, 'to-server');
      this.pass(upstream, client, 'to-client');
    });
  }

  /** Listens on a free port of 127.0.0.1. */
  static async start(target: { host: string; port: number }): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    await new Promise<void>((listening) => proxy.server.listen(0, '127.0.0.1', listening));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Bytes swallowed so far. */
  get swallowed(): number {
    return this.swallowedBytes;
  }

  /** From now on nothing reaches the server; or nothing comes back from it. */
  swallow(direction: Direction): void {
    this.swallowing = direction;
  }

  /** New bytes pass again; the swallowed ones are gone. */
  release(): void {
    this.swallowing = undefined;
  }

  /** Breaks every connection, and lets new ones through undisturbed. */
  cut(): void {
    this.release();
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    this.cut();
    await closed;
  }

  private pass(from: Socket, to: Socket, direction: Direction): void {
    this.sockets.add(from);
    from.on('data', (bytes) => {
      if (this.swallowing === direction) this.swallowedBytes += bytes.length;
      else to.write(bytes);
    });
    from.on('error', () => undefined); // the close that follows says it all
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
  }
}
