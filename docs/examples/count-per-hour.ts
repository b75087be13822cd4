// Counts the comments of each hour, and continues after a restart: counts and position in the topic are written together.
// In your own project, import from `@colloquy/consumer/…` (libs/consumer). In this repository, run it from the sources:
//   node -C source --import ./scripts/typescript.mjs docs/examples/count-per-hour.ts <host:port> colloquy counts.json
import { PlacesInFile } from '#consumer/places';
import { readEvents } from '#consumer/read-events';

/** The hour of each comment, by partition and position, to subtract comments that a restored backup makes void. In a database, these would be rows. */
type Posted = Record<string, Record<string, string>>;
type State = Readonly<{ counts: Record<string, number>; posted: Posted }>;

const [broker, prefix = 'colloquy', file = 'counts.json'] = process.argv.slice(2);
if (broker === undefined) {
  console.error('usage: count-per-hour.ts <host:port> [prefix of the topics] [file for the counts]');
  process.exit(1);
}
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
