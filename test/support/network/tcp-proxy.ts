import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

type Direction = 'to-server' | 'to-client';

/** Bytes that a client sent and that the server has not received yet. The client may have disconnected. */
interface Held {
  readonly server: Socket;
  readonly bytes: Buffer[];
}

/**
 * A TCP proxy between clients and a server whose traffic a spec can hold or drop, in either direction, at any moment.
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

  /** Number of bytes dropped so far. */
  get swallowed(): number {
    return this.swallowedBytes;
  }

  /** Drops all bytes to the server, or all bytes from it, from now on. */
  swallow(direction: Direction): void {
    this.swallowing = direction;
  }

  /** Forwards new bytes again; the dropped ones are lost. */
  release(): void {
    this.swallowing = undefined;
  }

  /**
   * Holds back all bytes that clients send from now on over connections that are open now, even after the clients have
   * closed them. New connections are not delayed.
   */
  hold(): void {
    for (const [client, server] of this.servers) this.held.set(client, { server, bytes: [] });
  }

  /** True when held bytes contain these words. */
  isUnderWay(words: string): boolean {
    return [...this.held.values()].some(({ bytes }) => Buffer.concat(bytes).includes(words));
  }

  /** Delivers the held bytes. Resolves when the server has answered or closed each of these connections. */
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

  /** Closes every connection; new ones work normally. */
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
    from.on('error', () => undefined); // the close event follows and is handled
    from.on('close', () => {
      this.sockets.delete(from);
      this.servers.delete(from);
      if (!this.held.has(from)) to.destroy();
    });
  }
}
