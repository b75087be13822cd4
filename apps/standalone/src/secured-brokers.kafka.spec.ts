import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import kafkajs, { type Admin, type AclEntry, Kafka, logLevel } from 'kafkajs';
import { pino } from 'pino';
import { type KafkaCluster, startKafka } from '#scripts/kafka/cluster';
import { brokerSecurityOf } from '#messaging/broker-security';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import { type NeededRight, neededRights } from '#messaging/needed-rights';
import { RecordingHandler } from '#messaging/recording-handler';
import { ownClusterDir } from '#test/support/kafka/shared-kafka.mjs';
import { until } from '#test/support/time/until';
import { appendHistory } from '#test/support/database/append-history';
import { EventLogs } from '#test/support/database/event-logs';
import { createTestDatabase } from '#test/support/database/test-database';
import { everything, historyOf } from '#test/support/histories/random-history';
import { createWorld } from '#test/support/world/world';
import { createPool } from '#platform/postgres';
import { startProjector } from '#projector/start-projector';
import { readCheckpoint } from '#relay/checkpoint';
import { startRelay } from '#relay/relay';

const scramLogin = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

describe('brokers that require TLS, credentials and rights', () => {
  let cluster: KafkaCluster;
  let authority: string;
  let admin: Admin;

  beforeAll(async () => {
    const directory = ownClusterDir(randomUUID());
    const keys = join(directory, 'keys');
    mkdirSync(keys);
    authority = join(keys, 'authority.pem');
    const store = certify(join(keys, 'broker.p12'), authority);
    cluster = await startKafka({
      dataDir: join(directory, 'broker'),
      secured: true,
      credentials: ['SCRAM-SHA-256', 'SCRAM-SHA-512'].map((mechanism) => `${mechanism}=[name=colloquy,password=right]`),
      defaults: {
        'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
        'super.users': 'User:ANONYMOUS', // this spec, which grants rights over the other listener
        'listener.name.secured.ssl.keystore.type': 'PKCS12',
        'listener.name.secured.ssl.keystore.location': store,
        'listener.name.secured.ssl.keystore.password': 'for-a-spec',
        'listener.name.secured.sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
        'listener.name.secured.plain.sasl.jaas.config':
          'org.apache.kafka.common.security.plain.PlainLoginModule required user_colloquy="right";',
        'listener.name.secured.scram-sha-256.sasl.jaas.config': scramLogin,
        'listener.name.secured.scram-sha-512.sasl.jaas.config': scramLogin,
      },
    });
    admin = new Kafka({ brokers: cluster.brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
  });
  afterAll(async () => {
    await admin?.disconnect();
    await cluster?.stop();
  });

  const grant = async (prefix: string, rights: readonly Omit<NeededRight, 'of'>[]): Promise<void> => {
    await admin.createAcls({ acl: rights.flatMap((right) => aclsOf(prefix, right)) });
  };
  const rightsOf = (...roles: readonly string[]): readonly NeededRight[] =>
    neededRights.filter(({ of }) => roles.includes(of));
  const settings = (mechanism = 'scram-sha-512', password = 'right') =>
    ({
      KAFKA_SSL: 'on',
      KAFKA_SSL_CA: authority,
      KAFKA_SASL_MECHANISM: mechanism as 'plain',
      KAFKA_SASL_USERNAME: 'colloquy',
      KAFKA_SASL_PASSWORD: password,
    }) as const;

  describe('a client', () => {
    beforeAll(() => grant('client', [...rightsOf('relay', 'projector')]));

    const lines: string[] = [];
    const line = (fields: object, sentence: string): void => void lines.push(JSON.stringify({ ...fields, sentence }));
    const connect = (mechanism: string, password: string): KafkajsTransport =>
      new KafkajsTransport({
        brokers: [String(cluster.secured)],
        clientId: 'secured',
        prefix: 'client',
        logger: { debug: () => undefined, warn: line },
        security: brokerSecurityOf(settings(mechanism, password)),
      });

    it.each(['plain', 'scram-sha-256', 'scram-sha-512'])('publishes and reads with %s', async (mechanism) => {
      const transport = connect(mechanism, 'right');
      const topic = `client.${mechanism}`;
      await transport.ensureTopics([{ name: topic, partitions: 1, replication: 1 }]);
      await transport.publish([{ topic, partition: 0, key: 'k', value: 'sealed and delivered', headers: {} }]);
      const reader = new RecordingHandler();
      transport.consume('client.projector', [topic], reader);
      await reader.until(() => reader.records.length === 1);
      expect(reader.valuesOf(0)).toEqual(['sealed and delivered']);
      await transport.close();
    });

    it.each(['plain', 'scram-sha-512'])('learns in one line that %s refused its password', async (mechanism) => {
      lines.splice(0);
      const transport = connect(mechanism, 'a wrong one');
      expect(await transport.health()).toMatchObject({ connected: false });
      expect(await transport.health()).toMatchObject({ connected: false });
      expect(lines).toEqual([
        expect.stringContaining('the brokers refuse KAFKA_SASL_USERNAME with this KAFKA_SASL_PASSWORD'),
      ]);
      expect(lines.join('')).not.toContain('a wrong one');
    });

    it('does not trust brokers without their authority', async () => {
      const untrusting = new KafkajsTransport({
        brokers: [String(cluster.secured)],
        clientId: 'secured',
        logger: { debug: () => undefined, warn: () => undefined },
        security: { tls: {}, sasl: { mechanism: 'plain', username: 'colloquy', password: 'right' } },
      });
      expect(await untrusting.health()).toMatchObject({ connected: false });
    });
  });

  it('let the service publish and project with the documented rights of relay and projector', async () => {
    await grant('least', rightsOf('relay', 'projector'));
    const world = await createWorld({
      ...settings(),
      KAFKA_BROKERS: String(cluster.secured),
      KAFKA_TOPIC_PREFIX: 'least',
      KAFKA_PARTITIONS: '2',
    });
    const token = await world.token({ sub: 'ann' });
    await world.call('POST', '/v1/sites/default/articles/a/comments', { token, body: { body: 'A word' } });
    await world.settled();
    expect((await world.call('GET', '/v1/sites/default/counts?article=a')).body.counts).toEqual({ a: 1 });
    await world.stop();
  });

  it('refuse what was not granted: each missing right is named, and once it is granted the work goes on', async () => {
    const database = await createTestDatabase();
    const logs = new EventLogs();
    const log = logs.open(database.url);
    const pool = createPool(database.url, 6, 'spec');
    await appendHistory(log, historyOf(7, 20, { ...everything, erase: 0 }));
    const logged: { readonly grant?: string; readonly on?: string }[] = [];
    const write = (line: Buffer, _encoding: unknown, done: () => void): void => {
      logged.push(JSON.parse(line.toString()) as (typeof logged)[number]);
      done();
    };
    const logger = pino({ level: 'warn' }, new Writable({ write }));
    const open = (clientId: string): KafkajsTransport =>
      new KafkajsTransport({
        brokers: [String(cluster.secured)],
        security: brokerSecurityOf(settings()),
        prefix: 'none',
        clientId,
        logger,
      });
    const topics = { prefix: 'none', partitions: 2, replication: 1 };
    const relay = startRelay({ pool, log, topics, logger, openTransport: (line) => open(`relay-${line}`) });
    const transport = open('projector');
    const projector = await startProjector({ pool, eventLog: log, logger, kafka: { ...topics, transport } });
    const isMissing = (right: string) => logged.some(({ grant: operation, on }) => `${operation} on ${on}` === right);

    for (const [right, resource, ...operations] of [
      ['Create on topics none.*', 'topic', 'Create', 'Describe'],
      ['DescribeConfigs on topics none.*', 'topic', 'DescribeConfigs'],
      ['Write on topics none.*', 'topic', 'Write', 'Read'],
      ['Read on group none.projector', 'group', 'Read'],
    ] as const) {
      await until(`${right} is named`, () => isMissing(right));
      await grant('none', [{ resource, operations }]);
    }
    await until(
      'everything is published',
      async () => (await readCheckpoint(pool, 'events')).position === (await log.head()),
    );
    await projector.settled();
    expect(logged.filter(({ grant: operation }) => operation !== undefined).length).toBeLessThan(30);
    await relay.stop();
    await projector.stop();
    await transport.close();
    await logs.close();
    await pool.end();
    await database.drop();
  });

  it('are described with exactly these rights in the documentation', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/production.md'), 'utf8');
    for (const { of, resource, operations } of neededRights)
      expect(page).toContain(`| ${of} | ${resource} | ${operations.map((one) => `\`${one}\``).join(', ')} |`);
  });
});

/** Rights as `kafka-acls --resource-pattern-type prefixed` grants them. */
const aclsOf = (prefix: string, { resource, operations }: Omit<NeededRight, 'of'>): AclEntry[] =>
  operations.map((operation) => ({
    resourceType: resource === 'topic' ? AclResourceTypes.TOPIC : AclResourceTypes.GROUP,
    resourceName: resource === 'topic' ? `${prefix}.` : `${prefix}.projector`,
    resourcePatternType: resource === 'topic' ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
    principal: 'User:colloquy',
    host: '*',
    operation: operationNamed(operation),
    permissionType: AclPermissionTypes.ALLOW,
  }));

/** `DescribeConfigs` is DESCRIBE_CONFIGS in kafkajs. */
function operationNamed(name: string): kafkajs.AclOperationTypes {
  const constant = name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
  const found = Object.entries(AclOperationTypes).find(([known]) => known === constant)?.[1];
  if (typeof found !== 'number') throw new Error(`kafkajs knows no operation ${constant}`);
  return found;
}

/** Creates a key and a self-signed certificate for 127.0.0.1. keytool is a part of Java. */
function certify(store: string, authority: string): string {
  const keytool = process.env['JAVA_HOME'] ? join(process.env['JAVA_HOME'], 'bin', 'keytool') : 'keytool';
  const known = ['-alias', 'broker', '-keystore', store, '-storepass', 'for-a-spec', '-storetype', 'PKCS12'];
  const certificate = ['-keyalg', 'RSA', '-dname', 'CN=127.0.0.1', '-ext', 'SAN=IP:127.0.0.1', '-validity', '2'];
  execFileSync(keytool, ['-genkeypair', ...known, ...certificate], { stdio: 'ignore' });
  writeFileSync(
    authority,
    execFileSync(keytool, ['-exportcert', '-rfc', ...known], { stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  return store;
}
