import type { QueueName } from '#contracts/vocabulary';
import { Link } from '../../parts/link.tsx';
import { useDesk } from '../../desk/desk-context.ts';
import { KeyHint } from '../../parts/key-hint.tsx';
import { useTexts } from '../../desk/use-texts.ts';
import { type Hand, handPlaceOf } from './hand.ts';
import { reviewTexts } from './texts.ts';

/** Which queue this is, how far one is in it, and the other way to look at it. */
export const QueueHead = ({ queue, hand }: { queue: QueueName; hand?: Hand }) => {
  const { site, queues } = useDesk();
  const { texts, words } = useTexts(reviewTexts);
  const waiting = queues.value?.queues[queue] ?? 0;
  return (
    <header class="queue-head">
      <h1>{texts.title[queue]}</h1>
      <p class="muted small">
        {hand?.top != null && words.fill(texts.position, { at: handPlaceOf(hand), held: hand.cards.length, waiting })}
      </p>
      <nav class="views" aria-label={texts.title[queue]}>
        <Link to={{ page: 'review', site: site.value, queue }} aria-current={hand ? 'page' : undefined}>
          {texts.cards}
        </Link>
        <Link to={{ page: 'list', site: site.value, queue }} aria-current={hand ? undefined : 'page'}>
          {texts.list}
        </Link>
        <KeyHint command="view" />
      </nav>
    </header>
  );
};
