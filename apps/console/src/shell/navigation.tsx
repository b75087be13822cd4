import type { QueueName } from '#contracts/vocabulary';
import { queueNames } from '../address/queues.ts';
import { Link } from '../parts/link.tsx';
import { sitePages } from '../address/route.ts';
import { useDesk } from '../desk/desk-context.ts';
import { oldestAgeOf } from '../desk/queue-ages.ts';
import type { CommandName } from '../keys/commands.ts';
import { now } from '../parts/clock.ts';
import type { DeskWords } from '../languages/desk-words.ts';
import { KeyHint } from '../parts/key-hint.tsx';
import { useTexts } from '../desk/use-texts.ts';
import { ShellSettings } from './settings.tsx';
import { SiteChoice } from './site-choice.tsx';
import { partsTexts } from '../parts/texts.ts';
import { shellTexts } from './texts.ts';

const keysOfQueues = { pending: 'goPending', reported: 'goReported', escalated: 'goEscalated' } as const;
const keysOfPages = {
  mine: 'goMine',
  search: 'search',
  articles: 'goArticles',
  numbers: 'goNumbers',
  policy: 'goPolicy',
} as const;

/** The way around: the queues with what waits in them, the other pages, who is signed in. */
export const NavigationBar = () => {
  const { texts } = useTexts(shellTexts);
  const desk = useDesk();
  const site = desk.site.value;
  const { page } = desk.navigation.route.value;
  return (
    <header class="side">
      <p class="brand">
        <span aria-hidden="true" class="brand-mark" />
        Colloquy <span class="muted">{texts.desk}</span>
      </p>
      <SiteChoice />
      <NotLive />
      <nav aria-label={texts.queuesHeading}>
        <ul class="queues">
          {queueNames
            .filter((queue) => desk.reaches({ page: 'review', site, queue }))
            .map((queue) => (
              <QueueLink key={queue} queue={queue} />
            ))}
        </ul>
      </nav>
      <nav aria-label={texts.moreHeading}>
        <ul>
          {sitePages
            .filter((one) => desk.reaches({ page: one, site }))
            .map((one) => (
              <li key={one}>
                <Link to={{ page: one, site }} class="nav-link" aria-current={page === one ? 'page' : undefined}>
                  <span>{texts.pages[one]}</span>
                  <Hint command={keysOfPages[one]} />
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <ShellSettings />
    </header>
  );
};

/** Its place is kept free: nothing moves when the connection comes and goes. */
const NotLive = () => {
  const { live } = useDesk();
  const { texts } = useTexts(shellTexts);
  return (
    <p class="not-live" role="status">
      {!live.connected.value && texts.notLive}
    </p>
  );
};

const QueueLink = ({ queue }: { queue: QueueName }) => {
  const { queues, navigation, site } = useDesk();
  const { texts, words } = useTexts(shellTexts);
  const names = useTexts(partsTexts).texts.queues;
  const route = navigation.route.value;
  const isHere = 'queue' in route && route.queue === queue;
  const page = route.page === 'list' ? 'list' : 'review';
  const size = queues.value?.queues[queue];
  const age = oldestAgeOf(queues.value, queue, now.value);
  return (
    <li>
      <Link to={{ page, site: site.value, queue }} class="nav-link queue" aria-current={isHere ? 'page' : undefined}>
        <span class="queue-name">{names[queue]}</span>
        <span class="queue-size" aria-label={size === undefined ? undefined : words.count(texts.waiting, size)}>
          {size === undefined ? '–' : words.number(size)}
        </span>
        <span class={`queue-age ${tone(age ?? 0)}`}>
          {age === null ? texts.nothing : oldestText(age, texts, words)}
        </span>
        <Hint command={keysOfQueues[queue]} />
      </Link>
    </li>
  );
};

/** In minutes: the service rounds ages to seconds, so that a card could show another second of the same age. */
const oldestText = (age: number, { oldest, oldestUnder }: Record<'oldest' | 'oldestUnder', string>, words: DeskWords) =>
  words.fill(age < 60 ? oldestUnder : oldest, { age: words.duration(Math.max(60, age)) });

const Hint = ({ command }: { command: CommandName }) => (
  <span class="nav-hint">
    <KeyHint command={command} />
  </span>
);

/** Readers expect an answer the same day; after two days they have given up. */
const lateSeconds = 4 * 3600;
const tooLateSeconds = 24 * 3600;

const tone = (age: number): string => (age >= tooLateSeconds ? 'too-late' : age >= lateSeconds ? 'late' : '');
