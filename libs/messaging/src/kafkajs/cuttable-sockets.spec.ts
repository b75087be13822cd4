import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { CuttableSockets, discarded } from './cuttable-sockets.ts';

describe('the connections of a discarded client', () => {
  let server: Server;
  const address = () => ({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    ssl: {},
    onConnect: () => {},
  });

  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(() => server.close());

  it('end at once with an error, so that kafkajs stops waiting', async () => {
    const sockets = new CuttableSockets();
    const socket = sockets.factory(address());
    await once(socket, 'connect');
    const failed = once(socket, 'error');
    sockets.cut();
    const [error] = await failed;
    expect(error).toEqual(new Error(discarded));
    expect(socket.destroyed).toBe(true);
  });

  it('cannot be opened again, so that kafkajs does not retry', () => {
    const sockets = new CuttableSockets();
    sockets.cut();
    expect(() => sockets.factory(address())).toThrow(discarded);
  });
});
