import { eventOf } from '#test/support/kafka/topic-oracle';
import { kafkaForTests } from '#test/support/kafka/brokers';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { until } from '#test/support/time/until';
import {
  aDeployment,
  type Deployment,
  makeAnew,
  PublishedDatabase,
  readByOutsider,
  recordsOf,
} from '#test/support/kafka/published-database';

describe('a relay that starts on', () => {
  const dataDir = temporaryDirectory();
  const databases: PublishedDatabase[] = [];
  let deployment: Deployment;
  let database: PublishedDatabase;

  beforeAll(async () => {
    await kafkaForTests();
  });
  afterAll(() => removeDirectory(dataDir));

  beforeEach(async () => {
    deployment = aDeployment((await kafkaForTests()).brokers, dataDir);
    databases.push((database = await PublishedDatabase.create(deployment)));
  });
  afterEach(async () => {
    for (const one of databases.splice(0)) await one.drop();
  });

  const isRefused = async (one: PublishedDatabase, why: RegExp): Promise<void> => {
    const count = (await recordsOf(deployment)).length;
    const { line, code } = await one.refusal();
    expect(line).toMatch(why);
    expect(code).toBe(1);
    expect(await recordsOf(deployment)).toHaveLength(count);
  };

  const outsiderSeesEverythingOnce = async (): Promise<void> => {
    const positions = await database.positions();
    expect(await readByOutsider(deployment, positions.length)).toEqual(positions);
  };

  it('an outdated copy of a database publishes nothing, with and without new events', async () => {
    await database.append(100);
    await database.publish();
    const copy = await database.copy(2);
    databases.push(copy);
    await database.append(40);
    await database.publish();
    await isRefused(
      copy,
      /^Kafka's \S+\/\d has event \S+ at position 1\d\d \(offset \d+\), where the log has none: .*: run "colloquy restore"$/,
    );
    await copy.append(60);
    await isRefused(
      copy,
      /^Kafka's \S+\/\d has event \S+ at position 1\d\d \(offset \d+\), where the log has [-0-9a-f]{36}: /,
    );
    await outsiderSeesEverythingOnce();
  });

  it('the topics of another deployment publishes nothing', async () => {
    await database.append(30);
    await database.publish();
    const other = await PublishedDatabase.create(deployment, 2);
    databases.push(other);
    // All databases of this run are copies of one template, with the same log id.
    await other.query((pool) => pool.query('update log_identity set log_id = gen_random_uuid()'));
    await other.append(30);
    await isRefused(
      other,
      /^Kafka's \S+\/\d has position \d+ of log \S+ at offset \d+, .*: set another KAFKA_TOPIC_PREFIX$/,
    );
  });

  it('recreated topics publishes nothing until an operator republishes, then everything once', async () => {
    await database.append(60);
    await database.publish();
    await makeAnew(deployment);
    await database.append(5);
    await isRefused(
      database,
      /^Kafka's \S+\/\d holds no event, but events up to position \d+ were published to it: .*"colloquy republish"/,
    );
    expect(await database.republish()).toContain('publish everything after position 0 again');
    await database.publish();
    await outsiderSeesEverythingOnce();
  });

  it('topics that lost their last records publishes nothing until an operator gives a position', async () => {
    await database.append(60);
    await database.publish();
    const whole = await recordsOf(deployment);
    await makeAnew(
      deployment,
      whole.filter((record) => Number(eventOf(record).position) <= 25),
    );
    await isRefused(database, /^Kafka's \S+\/\d ends at position \d+, but events up to \d+ were published to it: /);
    await database.republish('--from', '25');
    await database.publish();
    await outsiderSeesEverythingOnce();
  });

  it('its own topics stops when they are recreated, and publishes everything once after republishing', async () => {
    const relay = database.startRelay();
    await database.append(60);
    await database.published();
    await makeAnew(deployment);
    await database.append(20);
    const { line, code } = await database.refusal(relay);
    expect(line).toMatch(
      /: the topic was deleted, created again or truncated\. Nothing is published: run "colloquy republish"/,
    );
    expect(code).toBe(1);
    await isRefused(database, /"colloquy republish"/);
    await database.republish();
    await database.publish();
    await outsiderSeesEverythingOnce();
  });

  it('its own topics stops when they are deleted', async () => {
    const relay = database.startRelay();
    await database.append(60);
    await database.published();
    await makeAnew(deployment, 'nothing-at-all');
    await database.append(1);
    const { line } = await database.refusal(relay);
    expect(line).toContain('colloquy republish');
    await until('the topics are emptied again', async () => (await recordsOf(deployment)).length === 0);
    await database.republish();
    await database.publish();
    await outsiderSeesEverythingOnce();
  });
});
