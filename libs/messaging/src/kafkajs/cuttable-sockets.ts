import { connect, isIP, Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { ISocketFactory } from 'kafkajs';

/** The error that kafkajs reports for a client whose connections were cut. */
export const discarded = 'this client was discarded';

/**
 * The connections of one kafkajs client. kafkajs continues a send after it was disconnected: it reconnects and retries,
 * and so could write an old batch after its repetition. Once cut, the client sends nothing more. Data already sent may
 * still be in buffers of this machine, a proxy or the broker, and be written after the data of another client: see
 * `ProducerIdentity`.
 */
export class CuttableSockets {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  readonly factory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    if (this.isCut) throw new Error(discarded);
    // SNI accepts names only, no IP addresses.
    const socket = ssl
      ? connectSecurely({ host, port, ...(isIP(host) === 0 && { servername: host }), ...ssl }, onConnect)
      : connect({ host, port }, onConnect);
    socket.setNoDelay(true).setKeepAlive(true, 60_000);
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    return socket;
  };

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy(new Error(discarded));
  }
}
