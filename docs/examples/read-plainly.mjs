// Prints every event of the topics as it stands there, one JSON object a line, from the beginning to the present end:
//   node docs/examples/read-plainly.mjs <host:port> colloquy > events.ndjson
// `npm run start:kafka` and `npm run kafka` print the broker's address.
// This is `kcat -b localhost:9092 -C -t colloquy.comments -o beginning -e -q`, for all three topics, with nothing but
// kafkajs.
import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';

const [broker = 'localhost:9092', prefix = 'colloquy'] = process.argv.slice(2);
const topics = ['comments', 'authors', 'policies'].map((topic) => `${prefix}.${topic}`);
const kafka = new kafkajs.Kafka({ brokers: [broker], clientId: 'read-plainly', logLevel: kafkajs.logLevel.ERROR });

const missing = await ends();
const consumer = kafka.consumer({ groupId: `read-plainly-${randomUUID()}` });
await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true });
const done = new Promise((resolve) => {
  if (missing.size === 0) resolve();
  void consumer.run({
    eachMessage: async ({ topic, partition, message }) => {
      const place = `${topic}/${partition}`;
      const end = missing.get(place);
      if (end === undefined || BigInt(message.offset) >= end) return; // it came after we started
      process.stdout.write(`${message.value}\n`);
      if (BigInt(message.offset) === end - 1n) missing.delete(place);
      if (missing.size === 0) resolve();
    },
  });
});
await done;
await consumer.disconnect();

/** Where each partition that holds something ends now. */
async function ends() {
  const admin = kafka.admin();
  await admin.connect();
  const all = await Promise.all(
    topics.map(async (topic) => (await admin.fetchTopicOffsets(topic)).map((at) => ({ ...at, topic }))),
  );
  await admin.disconnect();
  const filled = all.flat().filter(({ low, high }) => BigInt(high) > BigInt(low));
  return new Map(filled.map(({ topic, partition, high }) => [`${topic}/${partition}`, BigInt(high)]));
}
