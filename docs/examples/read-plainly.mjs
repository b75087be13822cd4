// Prints all events of the topics, one JSON object a line, from the beginning to the current end:
//   node docs/examples/read-plainly.mjs <host:port> colloquy > events.ndjson
// `npm run start:kafka` and `npm run kafka` print the broker's address.
// For one topic, kcat prints the same: kcat -b <host:port> -C -t colloquy.comments -o beginning -e -q
import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';

const [broker, prefix = 'colloquy'] = process.argv.slice(2);
if (broker === undefined) fail('usage: node docs/examples/read-plainly.mjs <host:port> [prefix of the topics]');
const topics = ['comments', 'authors', 'policies'].map((topic) => `${prefix}.${topic}`);
const kafka = new kafkajs.Kafka({ brokers: [broker], clientId: 'read-plainly', logLevel: kafkajs.logLevel.ERROR });

const missing = await ends().catch((error) => fail(`cannot read from ${broker}: ${error.message}`));
const consumer = kafka.consumer({ groupId: `read-plainly-${randomUUID()}` });
await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true });
const done = new Promise((resolve) => {
  if (missing.size === 0) resolve();
  void consumer.run({
    eachMessage: async ({ topic, partition, message }) => {
      const place = `${topic}/${partition}`;
      const end = missing.get(place);
      if (end === undefined || BigInt(message.offset) >= end) return; // published after the start
      process.stdout.write(`${message.value}\n`);
      if (BigInt(message.offset) === end - 1n) missing.delete(place);
      if (missing.size === 0) resolve();
    },
  });
});
await done;
await consumer.disconnect();

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** The current end of each partition that is not empty. */
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
