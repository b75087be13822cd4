import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KafkaCluster, startKafka } from '#scripts/kafka/cluster';
import { ownClusterDir } from '#test/support/kafka/shared-kafka.mjs';
import { brokerSecurityOf } from '../broker-security.ts';
import { KafkajsTransport } from './kafkajs-transport.ts';
import { RecordingHandler } from '../recording-handler.ts';

const topic = 'secured';
const silent = { debug: () => undefined, warn: () => undefined };

describe('brokers that require TLS and credentials', () => {
  let cluster: KafkaCluster;
  let authority: string;

  beforeAll(async () => {
    const directory = ownClusterDir(randomUUID());
    const keys = join(directory, 'keys');
    mkdirSync(keys);
    authority = join(keys, 'authority.pem');
    const store = certify(join(keys, 'broker.p12'), authority);
    cluster = await startKafka({
      dataDir: join(directory, 'broker'),
      secured: true,
      defaults: {
        'listener.name.secured.ssl.keystore.type': 'PKCS12',
        'listener.name.secured.ssl.keystore.location': store,
        'listener.name.secured.ssl.keystore.password': 'for-a-spec',
        'listener.name.secured.sasl.enabled.mechanisms': 'PLAIN',
        'listener.name.secured.plain.sasl.jaas.config':
          'org.apache.kafka.common.security.plain.PlainLoginModule required user_colloquy="right";',
      },
    });
  });
  afterAll(() => cluster.stop());

  const connect = (password: string, ca: string | undefined = authority): KafkajsTransport =>
    new KafkajsTransport({
      brokers: [String(cluster.secured)],
      clientId: 'secured',
      logger: silent,
      security: brokerSecurityOf({
        KAFKA_SSL: 'on',
        KAFKA_SSL_CA: ca,
        KAFKA_SASL_MECHANISM: 'plain',
        KAFKA_SASL_USERNAME: 'colloquy',
        KAFKA_SASL_PASSWORD: password,
      }),
    });

  it('accept publishing and reading', async () => {
    const transport = connect('right');
    await transport.ensureTopics([{ name: topic, partitions: 1, replication: 1 }]);
    await transport.publish([{ topic, partition: 0, key: 'k', value: 'sealed and delivered', headers: {} }]);
    const reader = new RecordingHandler();
    transport.consume(randomUUID(), [topic], reader);
    await reader.until(() => reader.records.length === 1);
    expect(reader.valuesOf(0)).toEqual(['sealed and delivered']);
    await transport.close();
  });

  it('refuse a wrong password, and are not trusted without their authority', async () => {
    expect(await connect('wrong').health()).toMatchObject({ connected: false });
    const untrusting = new KafkajsTransport({
      brokers: [String(cluster.secured)],
      clientId: 'secured',
      logger: silent,
      security: { tls: {}, sasl: { mechanism: 'plain', username: 'colloquy', password: 'right' } },
    });
    expect(await untrusting.health()).toMatchObject({ connected: false });
  });
});

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
