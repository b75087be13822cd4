import type { QueueAnswer } from '#contracts/moderation-answers';
import type { QueueName } from '#contracts/vocabulary';
import { queueNames } from '../../address/queues.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemMessage } from '../../parts/problem-message.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import type { Answer } from '#client/client';
import type { SiteApi } from '../../service/site-api.ts';
import { WhyHere } from '../found/why-here.tsx';
import { articlesTexts } from '../articles/texts.ts';
import { CommentLine } from '../found/comment-line.tsx';

/** Of each queue: more are worked in the queue itself. */
const most = 20;

/** The waiting comments of an article, the longest wait first. */
export const WaitingHere = ({ site, articleId }: { site: string; articleId: string }) => {
  const { siteApi, session } = useDesk();
  const { texts } = useTexts(articlesTexts);
  const state = session.state.value;
  const queues = queueNames.filter((one) => 'session' in state && state.session.queues.includes(one));
  const waiting = useAnswer(() => allWaiting(siteApi.peek(), queues, articleId), articleId);
  return (
    <section class="box">
      <h2>{texts.waiting}</h2>
      {waiting.value?.length === 0 && <p class="muted nothing">{texts.nothingWaits}</p>}
      {!waiting.value &&
        (waiting.problem ? <ProblemMessage within problem={waiting.problem} retry={waiting.again} /> : <Loading />)}
      <ul class="lines">
        {waiting.value?.map((item) => (
          <CommentLine key={item.comment.id} site={site} comment={item.comment}>
            <WhyHere item={item} />
          </CommentLine>
        ))}
      </ul>
    </section>
  );
};

async function allWaiting(
  api: SiteApi,
  queues: readonly QueueName[],
  article: string,
): Promise<Answer<QueueAnswer['items']>> {
  const answers = await Promise.all(queues.map((queue) => api.items(queue, { article, limit: most })));
  const failed = answers.find(({ ok }) => !ok);
  if (failed && !failed.ok) return failed;
  const items = answers.flatMap((answer) => (answer.ok ? answer.value.items : []));
  const headers = new Headers();
  return { ok: true, value: items.toSorted((a, b) => a.waitingSince.localeCompare(b.waitingSince)), headers };
}
