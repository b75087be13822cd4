import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../until';
import { KafkaSite } from './kafka-site';
import { build } from './service-process';

let site: KafkaSite;

beforeAll(async () => {
  build();
  site = await KafkaSite.open();
}, 180_000);
afterAll(() => site.close(), 60_000);

it('projectors that join and leave every two seconds get on all the while, and lose nothing', async () => {
  site.startRelay();
  site.startLoad(150);
  site.startProjector();
  await until('it applies', async () => (await site.projected()) > 0, 60_000);
  const before = await site.projected();
  for (let round = 1; round <= 12; round++) {
    const one = site.startProjector();
    await delay(2_000);
    expect(await one.terminate()).toBe(0);
  }
  const moved = (await site.projected()) - before;
  expect(await site.faults()).toEqual([]);
  expect(moved).toBeGreaterThan(0);
}, 300_000);
