import { type AddressInfo, createServer } from 'node:net';
import { once } from 'node:events';
import { refuseTakenAddress } from './taken-address.ts';

describe('an address that cannot be listened on', () => {
  it('is refused in one line that names the setting', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port: PORT } = other.address() as AddressInfo;
    await expect(refuseTakenAddress({ HOST: '127.0.0.1', PORT })).rejects.toThrow(
      `PORT: ${PORT} is in use on 127.0.0.1. Stop the other process, or set PORT to another.`,
    );
    other.close();
    await once(other, 'close');
    await expect(refuseTakenAddress({ HOST: '127.0.0.1', PORT })).resolves.toBeUndefined();
  });

  it('is also refused if this machine has no such address', async () => {
    await expect(refuseTakenAddress({ HOST: '192.0.2.1', PORT: 0 })).rejects.toThrow(/^HOST: cannot listen on 192/);
  });
});
