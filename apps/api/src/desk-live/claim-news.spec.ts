import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { survivingPool } from '#platform/postgres';
import { until } from '#test/support/time/until';
import { ClaimNewsFeed } from './claim-news.ts';

it('the claim feed reconnects once a second for as long as the database is unavailable', async () => {
  let attempts = 0;
  const server = createServer((socket) => {
    attempts += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const feed = new ClaimNewsFeed(survivingPool({ connectionString: `postgres://user@127.0.0.1:${port}/nowhere` }));
  const start = performance.now();
  try {
    await feed.listen(() => undefined);
    await until('there were five attempts', () => attempts >= 5);
  } finally {
    await feed.onModuleDestroy();
    server.close();
  }
  // If each failure started two attempts, there would be five within two seconds.
  expect(performance.now() - start).toBeGreaterThan(3500);
});
