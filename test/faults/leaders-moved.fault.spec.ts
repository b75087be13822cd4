import { until } from '#test/support/time/until';
import { KafkaSite } from '#test/support/kafka/kafka-site';

let site: KafkaSite;

beforeAll(async () => {
  site = await KafkaSite.open({ nodes: 3 });
});
afterAll(() => site.close());

it('a relay and a projector lose nothing while the leaders of their partitions change', async () => {
  const [relay, projector] = [site.startRelay(), site.startProjector()];
  site.startLoad(200);
  for (const [round, broker] of site.cluster.nodes.entries()) {
    const before = await site.published();
    await until('everything moves', async () => (await site.projected()) > before + 100);
    await (round % 2 === 0 ? broker.stop() : broker.kill());
    await until('the others lead', async () => (await site.published()) > before + 200);
    await broker.start();
  }
  expect(await site.faults()).toEqual([]);
  expect(await relay.terminate()).toBe(0);
  expect(await projector.terminate()).toBe(0);
});
