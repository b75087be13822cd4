import { kafkaForTests, TestKafka } from '../../../test/kafka';
import { describeEventTransport } from './event-transport.contract';
import { KafkajsTransport } from './kafkajs-transport';

describe('Kafka through kafkajs', () => {
  let kafka: TestKafka;

  beforeAll(async () => {
    kafka = await kafkaForTests();
  }, 150_000);

  const silent = { debug: () => {}, warn: () => {} };

  describeEventTransport(
    async () => new KafkajsTransport({ brokers: kafka.brokers, clientId: kafka.prefix, logger: silent }),
  );
});
