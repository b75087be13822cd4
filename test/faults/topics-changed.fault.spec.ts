import { ProjectedSite } from '#test/support/read-models/projected-site';
import { testTopics } from '#test/support/kafka/published-log';
import { historyOf } from '#test/support/histories/random-history';
import { until } from '#test/support/time/until';

const renamed = { ...testTopics, prefix: 'renamed' };

describe('a projector whose topics were changed while it lagged', () => {
  let site: ProjectedSite;
  beforeEach(async () => {
    site = await ProjectedSite.open();
  });
  afterEach(() => site.close());

  /** Leaves read models with a part of the published events, some partitions further than others. */
  async function lag(seed: number, topics = testTopics): Promise<void> {
    const relay = await site.relay(topics);
    await site.append(historyOf(seed, 300));
    const projector = await site.project(topics);
    await relay.publish(60);
    await projector.settled((await site.log.readAfter(0, 60)).at(-1)?.position);
    const before = (await site.log.readAfter(0, 1000)).length;
    await relay.publish(25);
    await site.stop(projector); // perhaps in the middle of a batch
    await relay.publish(before);
  }

  it.each([
    ['to another prefix', renamed],
    ['to another prefix, with more partitions', { ...renamed, partitions: 5 }],
    ['to another prefix, with fewer partitions', { ...renamed, partitions: 1 }],
  ])('%s, misses nothing and applies nothing twice', async (_change, topics) => {
    await lag(11);
    await site.append(historyOf(12, 100));
    const relay = await site.relay(topics);
    await relay.publishAll(40);
    const projector = await site.project(topics);
    await projector.settled();
    expect(await site.differences()).toEqual([]);
  });

  it('to another prefix and back, misses nothing of either', async () => {
    await lag(21);
    const other = await site.relay(renamed);
    await site.append(historyOf(22, 100));
    await other.publishAll(40);
    const again = await site.relay(testTopics);
    await site.append(historyOf(23, 100));
    await again.publishAll(40);
    const projector = await site.project(testTopics);
    await projector.settled();
    expect(await site.differences()).toEqual([]);
  });

  it('only for the relay, continues from the log until both agree', async () => {
    const relay = await site.relay();
    await site.append(historyOf(31, 100));
    const projector = await site.project(testTopics);
    await relay.publishAll(30);
    await projector.settled();
    await site.append(historyOf(32, 100));
    await (await site.relay(renamed)).publishAll(30);
    await projector.settled();
    expect(await site.differences()).toEqual([]);
    await site.append(historyOf(33, 100));
    await (await site.relay(testTopics)).publishAll(30);
    await projector.settled();
    expect(await site.differences()).toEqual([]);
  });

  it('before those of the relay, applies what is still published to the old ones', async () => {
    const relay = await site.relay();
    await site.append(historyOf(41, 200));
    await relay.publish(50);
    await site.relay(renamed); // creates the topics
    const projector = await site.project(renamed);
    await relay.publishAll(30);
    await (await site.relay(renamed)).publishAll(30);
    await site.append(historyOf(42, 60));
    await (await site.relay(renamed)).publishAll(30);
    await projector.settled();
    expect(await site.differences()).toEqual([]);
  });

  it('stops a read model at an event that it cannot apply', async () => {
    await lag(51);
    await site.pool.query('alter table thread_g1.comments add constraint broken check (false) not valid');
    await site.append(historyOf(52, 60));
    await (await site.relay(renamed)).publishAll(40);
    const projector = await site.project(renamed);
    await until('the threads are stopped', () => projector.positions().get('thread')?.status === 'stopped');
    await projector.settled().catch(() => undefined);
    await site.pool.query('alter table thread_g1.comments drop constraint broken');
    await site.pool.query(
      `update projection_checkpoints set status = 'active', stopped_at = null, error = null where name = 'thread'`,
    );
    await until('the threads continue', () => projector.positions().get('thread')?.status === 'active');
    await projector.settled();
    expect(await site.differences()).toEqual([]);
  });
});
