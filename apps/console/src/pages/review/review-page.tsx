import { useEffect, useMemo } from 'preact/hooks';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import type { Desk } from '../../desk/desk.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemMessage } from '../../parts/problem-message.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { type PresenceListener, watchPresence } from './presence.ts';
import type { PageProps } from '../../address/page-props.ts';
import { EmptyQueue } from './empty-queue.tsx';
import { topCard } from './hand.ts';
import { QueueHead } from './queue-head.tsx';
import { Reviewing } from './reviewing.ts';
import { reviewTexts } from './texts.ts';
import { TopCard } from './top-card.tsx';

/** A queue worked card by card. */
export const ReviewPage = ({ route: { queue } }: PageProps<'review'>) => {
  const desk = useDesk();
  const { siteApi, savedMessages, returned } = desk;
  const { texts } = useTexts(reviewTexts);
  const reviewing = useMemo(() => new Reviewing(siteApi.peek(), queue, returned), [siteApi, queue, returned]);
  useTitle(texts.title[queue]);
  useEffect(() => stayIn(reviewing, desk), [reviewing, desk]);
  useEffect(() => void savedMessages.peek().load(), [savedMessages]);
  const phase = reviewing.phase.value;
  const card = topCard(reviewing.hand.value);
  return (
    <div class="review">
      <QueueHead queue={queue} hand={reviewing.hand.value} />
      {card ? (
        <TopCard key={card.item.comment.id} card={card} reviewing={reviewing} />
      ) : phase.kind === 'loading' ? (
        <Loading />
      ) : phase.kind === 'failed' ? (
        <ProblemMessage within problem={phase.problem} retry={() => void reviewing.fill()} />
      ) : (
        <EmptyQueue queue={queue} />
      )}
    </div>
  );
};

/** Holds cards until the page is left, in whatever way. */
function stayIn(reviewing: Reviewing, desk: Desk): () => void {
  void reviewing.start();
  const stopBringing = desk.returned.listen(() => void reviewing.bringBack());
  const stopWatching = watchPresence(holdWhilePresent(reviewing, desk));
  const stopListening = desk.live.listen({
    item: (item) => reviewing.hear(item),
    claim: (claim) => reviewing.hearClaim(claim),
    reset: () => void reviewing.renew(),
  });
  const end = (): void => reviewing.end();
  const comeBack = ({ persisted }: PageTransitionEvent): void => void (persisted && reviewing.comeBack());
  const look = (): void => void (document.visibilityState === 'visible' && reviewing.renew());
  addEventListener('pagehide', end);
  addEventListener('pageshow', comeBack);
  document.addEventListener('visibilitychange', look);
  return () => {
    stopListening();
    stopWatching();
    stopBringing();
    removeEventListener('pagehide', end);
    removeEventListener('pageshow', comeBack);
    document.removeEventListener('visibilitychange', look);
    reviewing.leave();
  };
}

/** Releases the cards of an inactive moderator. The notice is a toast, so that the card on top does not move. */
function holdWhilePresent(reviewing: Reviewing, { toasts, words }: Desk): PresenceListener {
  let told: number | undefined;
  const say = () => reviewTexts[words.peek().language];
  return {
    away: () => {
      reviewing.pause();
      if (topCard(reviewing.hand.peek())) told = toasts.show({ text: say().away, tone: 'plain', stays: true });
    },
    back: () => {
      const wasTold = told;
      told = undefined;
      void reviewing.resume().then((lost) => {
        if (wasTold === undefined) return;
        toasts.close(wasTold);
        const text = lost > 0 ? words.peek().count(say().backWithout, lost) : say().back;
        toasts.show({ text, tone: lost > 0 ? 'plain' : 'good' });
      });
    },
  };
}
