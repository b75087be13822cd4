import { until } from '#test/support/time/until';
import { KafkaSite } from '#test/support/kafka/kafka-site';

let site: KafkaSite;

beforeAll(async () => {
  site = await KafkaSite.open();
});
afterAll(() => site.close());

it('relays that are killed repeatedly at any point lose nothing', async () => {
  site.startLoad(400);
  for (let round = 0; round < 5; round++) {
    site.startRelay();
    const before = await site.published();
    await until('this one leads', async () => (await site.leadingProcess()) === site.relays.at(-1));
    await until('it publishes', async () => (await site.published()) > before + round * 37);
    await site.relays.at(-1)?.kill();
  }
  const last = site.startRelay();
  await site.endLoad();
  await until('the last one leads', async () => (await site.leadingProcess()) === last);
  expect(await site.faults()).toEqual([]);
});
