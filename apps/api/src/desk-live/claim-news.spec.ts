import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { survivingPool } from '#platform/postgres';
import { until } from '#test/support/time/until';
import { ClaimNewsFeed } from './claim-news.ts';

it('a feed of claims whose database is away tries again once a second, however long that lasts', async () => {
  let attempts = 0;
  const server = createServer((socket) => {
    attempts += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const feed = new ClaimNewsFeed(survivingPool({ connectionString: `postgres://somebody@127.0.0.1:${port}/nowhere` }));
  const start = performance.now();
  try {
    await feed.listen(() => undefined);
    await until('it has tried five times', () => attempts >= 5);
  } finally {
    await feed.onModuleDestroy();
    server.close();
  }
  // Had each failure started two attempts, the fifth would have come with the second second.
  expect(performance.now() - start).toBeGreaterThan(3500);
});
