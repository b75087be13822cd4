import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';

const appender = Buffer.from('colloquy append\0');

/**
 * A TCP proxy between a service and its database that can cut all reading connections at the worst moment: after the
 * database has answered an append, and before the service gets the answer. From then on reads fail and appends work.
 */
export class ReadingWire {
  private readonly readers = new Set<Socket>();
  private readonly all = new Set<Socket>();
  private readonly server: Server;
  private state: 'whole' | 'armed' | 'cut' = 'whole';
  private besides: () => void = ignore;

  private constructor(target: { host: string; port: number }) {
    this.server = createServer((client) => {
      client.on('error', ignore);
      // The first packet of a connection contains its application name.
      client.once('data', (hello) => this.join(client, hello, connect(target)));
    });
  }

  /** @param url of a database. Resolves with the proxy and the URL of the same database through it. */
  static async to(url: string): Promise<{ wire: ReadingWire; url: string }> {
    const through = new URL(url);
    const wire = new ReadingWire({ host: through.hostname, port: Number(through.port) });
    await new Promise<void>((listening) => wire.server.listen(0, '127.0.0.1', listening));
    through.searchParams.delete('host'); // TCP instead of the server's Unix socket
    through.host = `127.0.0.1:${(wire.server.address() as AddressInfo).port}`;
    return { wire, url: through.href };
  }

  get isCut(): boolean {
    return this.state === 'cut';
  }

  /** @param besides called at the moment of the cut */
  cutWithTheNextAppend(besides: () => void): void {
    this.state = 'armed';
    this.besides = besides;
  }

  mend(): void {
    this.state = 'whole';
  }

  async close(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    for (const socket of this.all) socket.destroy();
    await closed;
  }

  private join(client: Socket, hello: Buffer, upstream: Socket): void {
    const isAppender = hello.includes(appender);
    if (!isAppender && this.isCut) {
      client.destroy();
      upstream.destroy();
      return;
    }
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.all.add(socket);
      if (!isAppender) this.readers.add(socket);
      socket.on('error', ignore);
      socket.on('close', () => {
        this.all.delete(socket);
        this.readers.delete(socket);
        other.destroy();
      });
    }
    upstream.on('data', (bytes) => {
      if (isAppender && this.state === 'armed') this.cut();
      client.write(bytes);
    });
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.write(hello);
  }

  private cut(): void {
    this.state = 'cut';
    this.besides();
    for (const socket of this.readers) socket.destroy();
  }
}

const ignore = (): void => undefined; // the close event follows and is handled
