import { connect, type Socket } from 'node:net';

/** A connection to a service, past every client that would refuse to send what goes over it. */
export interface Wire {
  readonly socket: Socket;
  /** What came back so far. */
  received(): string;
  /** Resolves when the other side, or this one, has closed it. */
  readonly closed: Promise<void>;
}

export function openWire(url: string, bytes: string | Buffer = ''): Wire {
  const { port, hostname } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  let text = '';
  socket.on('connect', () => socket.write(bytes));
  socket.on('data', (data) => (text += data.toString('latin1')));
  socket.on('end', () => socket.end());
  socket.on('error', () => undefined); // cut off: `closed` says it
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  return { socket, received: () => text, closed };
}
