import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

type Direction = 'to-server' | 'to-client';

/** What a client sent, and the server has not got yet. The client may be gone. */
interface Held {
  readonly server: Socket;
  readonly bytes: Buffer[];
}

/**
 * A stretch of wire between a client and a server, that a spec can cut in the direction and at the moment it chooses.
 */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private readonly held = new Map<Socket, Held>();
  private readonly servers = new Map<Socket, Socket>();
  private swallowing: Direction | undefined;
  private swallowedBytes = 0;

  private constructor(target: { host: string; port: number }) {
    this.server = createServer((client) => {
      const upstream = connect(target);
      this.servers.set(client, upstream);
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

  /**
   * From now on what clients send over the connections that are open now stays on its way, even after they have closed
   * them. New connections are quick.
   */
  hold(): void {
    for (const [client, server] of this.servers) this.held.set(client, { server, bytes: [] });
  }

  /** Whether something that contains these words is on its way. */
  isUnderWay(words: string): boolean {
    return [...this.held.values()].some(({ bytes }) => Buffer.concat(bytes).includes(words));
  }

  /** What is on its way arrives. Resolves when the server has answered all of it, or closed. */
  async deliver(): Promise<void> {
    const arrived = [...this.held.values()].filter(({ bytes, server }) => bytes.length > 0 && !server.destroyed);
    this.held.clear();
    await Promise.all(
      arrived.map(async ({ server, bytes }) => {
        const answered = new Promise<void>((done) => {
          server.once('data', () => done());
          server.once('close', () => done());
        });
        server.write(Buffer.concat(bytes));
        await answered;
        server.destroy();
      }),
    );
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
      const held = this.held.get(from);
      if (held) held.bytes.push(bytes);
      else if (this.swallowing === direction) this.swallowedBytes += bytes.length;
      else if (!to.destroyed) to.write(bytes);
    });
    from.on('error', () => undefined); // the close that follows says it all
    from.on('close', () => {
      this.sockets.delete(from);
      this.servers.delete(from);
      if (!this.held.has(from)) to.destroy();
    });
  }
}
