import { connect, type Socket } from 'node:net';

/** A raw TCP connection to a service, for bytes that HTTP clients refuse to send. */
export interface Wire {
  readonly socket: Socket;
  /** Everything received so far. */
  received(): string;
  /** Resolves when either side has closed the connection. */
  readonly closed: Promise<void>;
}

export function openWire(url: string, bytes: string | Buffer = ''): Wire {
  const { port, hostname } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  let text = '';
  socket.on('connect', () => socket.write(bytes));
  socket.on('data', (data) => (text += data.toString('latin1')));
  socket.on('end', () => socket.end());
  socket.on('error', () => undefined); // a reset connection also resolves `closed`
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  return { socket, received: () => text, closed };
}
