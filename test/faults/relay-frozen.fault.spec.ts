import { setTimeout as delay } from 'node:timers/promises';
import { leaseSeconds } from '#relay/lease';
import { until } from '#test/support/time/until';
import { KafkaSite } from '#test/support/kafka/kafka-site';

let site: KafkaSite;

beforeAll(async () => {
  site = await KafkaSite.open();
});
afterAll(() => site.close());

it('a relay that was frozen for twice its lease does no harm when it resumes after a takeover', async () => {
  const [first, second] = [site.startRelay(), site.startRelay()];
  site.startLoad(300);
  await until(
    'one of them publishes',
    async () => (await site.leadingProcess()) !== undefined && (await site.published()) > 100,
  );
  const frozen = await site.leadingProcess();
  frozen?.freeze();
  const other = frozen === first ? second : first;
  await until('the other one leads', async () => (await site.leadingProcess()) === other);
  await delay(2 * leaseSeconds * 1000); // longer than its requests to brokers can take
  frozen?.resume();
  await site.endLoad();
  expect(await site.faults()).toEqual([]);
  expect(await site.leadingProcess()).toBe(other);
  expect(await other.terminate()).toBe(0);
  expect(await frozen?.terminate()).toBe(0);
});
