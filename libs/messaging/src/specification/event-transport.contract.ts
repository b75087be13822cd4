import { describeBatches } from './batches.ts';
import { describeConsumers } from './consumers.ts';
import { describeTails } from './tails.ts';
import { describeTopics } from './topics.ts';
import { TransportAtTest } from './transport-at-test.ts';
import type { EventTransport } from '../event-transport.ts';
import type { IncomingRecord } from '../record.ts';

/**
 * The contract of every transport.
 * @param open opens a separate transport for each test
 */
export function describeEventTransport(open: () => Promise<EventTransport>): void {
  const at = new TransportAtTest();

  beforeEach(async () => at.begin(await open()));
  afterEach(() => at.transport.close());

  describeTopics(at);
  describeBatches(at);
  describeConsumers(at);
  describeTails(at);
  readsWithoutAGroup(at);

  it('reports that it is connected', async () => {
    const health = await at.transport.health();
    expect(health.connected).toBe(true);
    expect(health.brokers.length).toBeGreaterThan(0);
  });
}

function readsWithoutAGroup(at: TransportAtTest): void {
  it('reads a whole topic without a group', async () => {
    await at.transport.ensureTopics([at.spec()]);
    await at.transport.publish([...at.records(700, 0), ...at.records(30, 1)]);
    const read: IncomingRecord[] = [];
    for await (const chunk of at.transport.scan(at.topic)) read.push(...chunk);
    const valuesOf = (partition: number) => read.filter((one) => one.partition === partition).map(({ value }) => value);
    expect(valuesOf(0)).toEqual(at.records(700).map(({ value }) => value));
    expect(valuesOf(1)).toEqual(at.records(30).map(({ value }) => value));
    expect(read).toHaveLength(730);

    const rest: IncomingRecord[] = [];
    for await (const chunk of at.transport.scan(
      at.topic,
      new Map([
        [`${at.topic}/0`, '690'],
        [`${at.topic}/1`, '30'],
      ]),
    ))
      rest.push(...chunk);
    expect(rest.map(({ offset }) => Number(offset))).toEqual(at.records(10).map((_, n) => 690 + n));
  });
}
