import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What a server calls the severities in its language, by their names in English. */
export type Severities = Readonly<Record<'ERROR' | 'FATAL' | 'PANIC', string>>;

/** As PostgreSQL's own catalogues have them. */
export const severitiesIn: Readonly<Record<'de_DE' | 'tr_TR' | 'zh_CN', Severities>> = {
  de_DE: { ERROR: 'FEHLER', FATAL: 'FATAL', PANIC: 'PANIK' },
  tr_TR: { ERROR: 'HATA', FATAL: 'ÖLÜMCÜL (FATAL)', PANIC: 'KRİTİK' },
  zh_CN: { ERROR: '错误', FATAL: '致命错误', PANIC: '比致命错误还过分的错误' },
};

/**
 * A stretch of wire behind which a PostgreSQL speaks another language: in each ErrorResponse the severity for people
 * (field S) and the message are translated, as `lc_messages` does it where the server has message catalogues. Nothing
 * else is touched, field V least of all.
 */
export class TranslatingProxy {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(target: { host: string; port: number }, severities: Severities) {
    this.server = createServer((client) => {
      const upstream = connect(target);
      const translate = translator(severities);
      for (const [from, to] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        this.sockets.add(from);
        from.on('error', () => undefined); // the close that follows says it all
        from.on('close', () => {
          this.sockets.delete(from);
          to.end();
        });
      }
      client.on('data', (bytes) => upstream.write(bytes));
      upstream.on('data', (bytes) => client.write(translate(bytes)));
    });
  }

  /** Listens on a free port of 127.0.0.1. @returns the proxy, and the database's URL through it */
  static async start(databaseUrl: string, severities: Severities): Promise<{ proxy: TranslatingProxy; url: string }> {
    const url = new URL(databaseUrl);
    const proxy = new TranslatingProxy({ host: url.hostname, port: Number(url.port) }, severities);
    await new Promise<void>((listening) => proxy.server.listen(0, '127.0.0.1', listening));
    url.port = String((proxy.server.address() as AddressInfo).port);
    url.searchParams.delete('host'); // by TCP, not by the server's socket
    return { proxy, url: url.href };
  }

  async close(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}

const errorResponse = 'E'.charCodeAt(0);

/** Every message of a server has a type in one byte, and its length, itself included, in four. */
function translator(severities: Severities): (bytes: Buffer) => Buffer {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const whole: Buffer[] = [];
    for (let length = lengthOf(rest); length !== undefined; length = lengthOf(rest)) {
      const message = rest.subarray(0, length);
      whole.push(message[0] === errorResponse ? translated(message, severities) : message);
      rest = rest.subarray(length);
    }
    return Buffer.concat(whole);
  };
}

function lengthOf(bytes: Buffer): number | undefined {
  const length = bytes.length < 5 ? Infinity : 1 + bytes.readInt32BE(1);
  return length <= bytes.length ? length : undefined;
}

function translated(message: Buffer, severities: Severities): Buffer {
  const fields = message
    .subarray(5, -2)
    .toString()
    .split('\0')
    .map((field) => {
      if (field.startsWith('S')) return `S${severities[field.slice(1) as keyof Severities] ?? field.slice(1)}`;
      return field.startsWith('M') ? 'M…' : field;
    });
  const body = Buffer.from(`${fields.join('\0')}\0\0`);
  const head = Buffer.alloc(5);
  head[0] = errorResponse;
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
