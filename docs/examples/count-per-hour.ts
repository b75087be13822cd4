// Keeps how many comments were posted in each hour, for ever, across restarts: the counts and the place in the topic are written together.
//   node -C source -r ./test/typescript.cjs docs/examples/count-per-hour.ts localhost:9092 colloquy counts.json
import { PlacesInFile } from '#messaging/reading/places';
import { readEvents } from '#messaging/reading/read-events';

type Counts = Record<string, number>;

const [broker = 'localhost:9092', prefix = 'colloquy', file = 'counts.json'] = process.argv.slice(2);
const counts = new Map<string, number>();
const places = new PlacesInFile<Counts>(file, () => Object.fromEntries(counts));
for (const [hour, count] of Object.entries(places.kept ?? {})) counts.set(hour, count);

const reading = readEvents({
  brokers: [broker],
  groupId: 'count-per-hour',
  topics: [`${prefix}.comments`],
  places,
  onEvent: ({ event }) => {
    if (event?.type !== 'CommentPosted') return;
    const hour = `${event.at.toISOString().slice(0, 13)}:00Z`;
    counts.set(hour, (counts.get(hour) ?? 0) + 1);
  },
});

reading.finished.catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
process.once('SIGTERM', () => void reading.stop().then(() => process.exit()));
process.once('SIGINT', () => void reading.stop().then(() => process.exit()));
