import { setTimeout as delay } from 'node:timers/promises';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import { createLogger } from '#platform/logger';
import { startProjector } from '#projector/start-projector';
import { until } from '#test/support/time/until';
import { KafkaSite } from '#test/support/kafka/kafka-site';

let site: KafkaSite;

beforeAll(async () => {
  site = await KafkaSite.open();
});
afterAll(() => site.close());

const logger = createLogger('silent', 'spec');

/** Adds a member of the group in this process, which joins at once. Returns a function that makes it leave. */
async function join(): Promise<() => Promise<void>> {
  const { brokers, prefix, partitions, pool } = site;
  const transport = new KafkajsTransport({ brokers, clientId: 'short-lived', logger });
  const projector = await startProjector({
    pool,
    logger,
    eventLog: site.anotherLog(),
    kafka: { transport, prefix, partitions },
  });
  return async () => {
    await projector.stop();
    await transport.close();
  };
}

it('projectors that join and leave every two seconds make progress, and lose nothing', async () => {
  site.startRelay();
  site.startLoad(150);
  site.startProjector();
  await until('it applies', async () => (await site.projected()) > 0);
  const before = await site.projected();
  let leave = await join();
  for (let round = 1; round <= 15; round++) {
    await delay(2_000);
    const next = await join();
    await leave();
    leave = next;
  }
  await leave();
  const moved = (await site.projected()) - before;
  expect(await site.faults()).toEqual([]);
  expect(moved).toBeGreaterThan(0);
});
