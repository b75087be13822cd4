import { connect, isIP, Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { ISocketFactory } from 'kafkajs';

/** What kafkajs reports of a client whose connections were cut. */
export const discarded = 'this client was discarded';

/**
 * The connections of one kafkajs client. kafkajs goes on with a send after it was disconnected: it connects anew and
 * retries, and so could write an old batch behind its repeat. Once cut, the client sends nothing more. What it has sent
 * may still be on its way, in buffers of this machine, a proxy or the broker, and be written later than what another
 * client sends: see `ProducerIdentity`.
 */
export class CuttableSockets {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  readonly factory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    if (this.isCut) throw new Error(discarded);
    // A certificate is for a name; an address is not sent as one.
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
