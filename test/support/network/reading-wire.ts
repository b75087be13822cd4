import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';

const appender = Buffer.from('colloquy append\0');

/**
 * The wire between a service and its database, where reading can be cut at the worst moment: after the database
 * answered an append, and before the service hears of it. From then on nobody reads, and appends go on.
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
      // What a client is says its first packet.
      client.once('data', (hello) => this.join(client, hello, connect(target)));
    });
  }

  /** @param url of a database; answers with the address of the same one through this wire */
  static async to(url: string): Promise<{ wire: ReadingWire; url: string }> {
    const through = new URL(url);
    const wire = new ReadingWire({ host: through.hostname, port: Number(through.port) });
    await new Promise<void>((listening) => wire.server.listen(0, '127.0.0.1', listening));
    through.searchParams.delete('host'); // by TCP, not by the server's socket
    through.host = `127.0.0.1:${(wire.server.address() as AddressInfo).port}`;
    return { wire, url: through.href };
  }

  get isCut(): boolean {
    return this.state === 'cut';
  }

  /** @param besides what happens at the same moment */
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

const ignore = (): void => undefined; // the close that follows says it all
