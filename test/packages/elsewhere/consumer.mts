// A program of another project: prints the first events of a topic as they arrive, then stops.
import { ForgottenPlaces } from '@colloquy/consumer/places';
import { type ReadEventsOptions, readEvents } from '@colloquy/consumer/read-events';

const [broker = '', topic = '', wanted = '1'] = process.argv.slice(2);
let seen = 0;

const options: ReadEventsOptions = {
  brokers: [broker],
  groupId: `elsewhere-${topic}`,
  topics: [topic],
  places: new ForgottenPlaces(),
  onEvent: ({ event }) => {
    if (event?.type !== 'CommentLiked') return;
    const article: string = event.data.articleId;
    // @ts-expect-error: the event's schema has no such field
    const nothing: unknown = event.data.articleTitle;
    process.stdout.write(`${event.position} ${article} ${typeof nothing}\n`);
    seen += 1;
    if (seen === Number(wanted)) void reading.stop();
  },
};
const reading = readEvents(options);
await reading.finished;
