// Keeps how many comments were posted in each hour, for ever, across restarts: the counts and the place in the topic are written together.
// Elsewhere it imports `@colloquy/consumer/…` (libs/consumer); here, straight from the sources:
//   node -C source --import ./scripts/typescript.mjs docs/examples/count-per-hour.ts localhost:9092 colloquy counts.json
import { PlacesInFile } from '#consumer/places';
import { readEvents } from '#consumer/read-events';

/** The hours of the comments in each partition, by position: what a restored backup makes void can be taken back. A database has rows for this. */
type Posted = Record<string, Record<string, string>>;
type State = Readonly<{ counts: Record<string, number>; posted: Posted }>;

const [broker = 'localhost:9092', prefix = 'colloquy', file = 'counts.json'] = process.argv.slice(2);
const places = new PlacesInFile<State>(file, () => ({ counts, posted }));
const { counts, posted } = places.kept ?? { counts: {}, posted: {} };
const add = (hour: string, number: number): void => void (counts[hour] = (counts[hour] ?? 0) + number);

const reading = readEvents({
  brokers: [broker],
  groupId: 'count-per-hour',
  topics: [`${prefix}.comments`],
  places,
  onEvent: ({ event, partition }) => {
    if (event?.type !== 'CommentPosted') return;
    const hour = `${event.at.toISOString().slice(0, 13)}:00Z`;
    (posted[partition] ??= {})[event.position] = hour;
    add(hour, 1);
  },
  onVoid: ({ partition, after }) => {
    for (const [position, hour] of Object.entries(posted[partition] ?? {})) {
      if (Number(position) <= after) continue;
      delete posted[partition]?.[position];
      add(hour, -1);
    }
  },
});

reading.finished.catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
process.once('SIGTERM', () => void reading.stop().then(() => process.exit()));
process.once('SIGINT', () => void reading.stop().then(() => process.exit()));
