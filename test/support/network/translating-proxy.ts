import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The severities in the language of a server, by their English names. */
export type Severities = Readonly<Record<'ERROR' | 'FATAL' | 'PANIC', string>>;

/** From PostgreSQL's own message catalogues. */
export const severitiesIn: Readonly<Record<'de_DE' | 'tr_TR' | 'zh_CN', Severities>> = {
  de_DE: { ERROR: 'FEHLER', FATAL: 'FATAL', PANIC: 'PANIK' },
  tr_TR: { ERROR: 'HATA', FATAL: 'ÖLÜMCÜL (FATAL)', PANIC: 'KRİTİK' },
  zh_CN: { ERROR: '错误', FATAL: '致命错误', PANIC: '比致命错误还过分的错误' },
};

/**
 * A TCP proxy that makes a PostgreSQL server appear to use another language. In each ErrorResponse it translates the
 * localised severity (field S) and the message, as `lc_messages` does on a server with message catalogues. Everything
 * else stays unchanged, in particular field V, the severity that is never localised.
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
        from.on('error', () => undefined); // the close event follows and is handled
        from.on('close', () => {
          this.sockets.delete(from);
          to.end();
        });
      }
      client.on('data', (bytes) => upstream.write(bytes));
      upstream.on('data', (bytes) => client.write(translate(bytes)));
    });
  }

  /** Listens on a free port of 127.0.0.1. Resolves with the proxy and the URL of the database through it. */
  static async start(databaseUrl: string, severities: Severities): Promise<{ proxy: TranslatingProxy; url: string }> {
    const url = new URL(databaseUrl);
    const proxy = new TranslatingProxy({ host: url.hostname, port: Number(url.port) }, severities);
    await new Promise<void>((listening) => proxy.server.listen(0, '127.0.0.1', listening));
    url.port = String((proxy.server.address() as AddressInfo).port);
    url.searchParams.delete('host'); // TCP instead of the server's Unix socket
    return { proxy, url: url.href };
  }

  async close(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}

const errorResponse = 'E'.charCodeAt(0);

/** Every message of a server begins with its type (1 byte) and its length (4 bytes, which the length includes). */
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
