import { openEventLog } from '#event-store/open-event-log';
import { compareWithReplay } from '#projector/doctor/compare-with-replay';
import { allProjections } from '#read-models/all-projections';
import { survivingPool } from '#platform/postgres';
import { kafkaForTests } from '#test/support/kafka/brokers';
import { createWorld, type World } from '#test/support/world/world';

const articles = '/v1/sites/default/articles';

describe('the service with Kafka', () => {
  let world: World;

  beforeAll(async () => {
    const { brokers, prefix } = await kafkaForTests();
    world = await createWorld({
      KAFKA_BROKERS: brokers.join(','),
      KAFKA_TOPIC_PREFIX: prefix,
      KAFKA_PARTITIONS: '4',
    });
  });
  afterAll(() => world.stop());

  const post = async (article: string, body: string) => {
    const token = await world.token({ sub: `reader of ${article}` });
    const posted = await world.call('POST', `${articles}/${article}/comments`, { token, body: { body } });
    expect(posted.status).toBe(201);
    return posted;
  };

  it('shows comments that came by the topics as a replay of the log would', async () => {
    expect(world.service.projector.readingFromKafka()).not.toBeNull();
    const titles = Array.from({ length: 8 }, (_article, number) => `article-${number}`);
    await Promise.all(
      titles.flatMap((title) => Array.from({ length: 5 }, (_one, number) => post(title, `word ${number}`))),
    );
    await world.settled();
    const query = titles.map((title) => `article=${title}`).join('&');
    const counts = await world.call('GET', `/v1/sites/default/counts?${query}`);
    expect(counts.body.counts).toEqual(Object.fromEntries(titles.map((title) => [title, 5])));
    expect(await differences(world)).toEqual([]);
  });

  it('shows a comment to a reader that waits for its position', async () => {
    const posted = await post('waited-for', 'here');
    const { position, comment } = posted.body as { position: string; comment: { id: string } };
    const read = await world.call('GET', `${articles}/waited-for/comments?after=${position}`);
    expect(read.body.comments.map(({ id }: { id: string }) => id)).toEqual([comment.id]);
    expect(read.headers.get('x-stale')).toBeNull();
  });
});

/** The tables that `npm run doctor` would report as wrong. */
async function differences({ databaseUrl, service: { secrets } }: World) {
  const pool = survivingPool({ connectionString: databaseUrl });
  const eventLog = await openEventLog({ databaseUrl, secrets });
  const wrong: string[] = [];
  for (const projection of allProjections) {
    const { tables } = await compareWithReplay(projection, { pool, eventLog });
    for (const { table, onlyServed, onlyReplayed } of tables)
      if (onlyServed + onlyReplayed > 0) wrong.push(`${projection.name}.${table}`);
  }
  await eventLog.close();
  await pool.end();
  return wrong;
}
