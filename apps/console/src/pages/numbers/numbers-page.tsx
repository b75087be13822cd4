import { keysOf } from '#contracts/keys-of';
import { withCookie } from '../../service/api.ts';
import type { StatsAnswer } from '#contracts/stats-answers';
import { useDesk } from '../../desk/desk-context.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemLine } from '../../parts/problem-line.tsx';
import { ProblemMessage } from '../../parts/problem-message.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { useTitle } from '../../parts/use-title.ts';
import { DaysIn } from '../found/days-in.tsx';
import { useQuery } from '../found/use-query.ts';
import { Breakdowns } from './breakdowns.tsx';
import { lastDays } from './chart-data.ts';
import { Charts } from './charts.tsx';
import { numbersTexts } from './texts.ts';
import '../../look/pages.css';
import './numbers.css';

const spans = [7, 30, 90, 365];
const usualSpan = 30;

/** Statistics of moderation, for any range of days. */
export const NumbersPage = () => {
  const { siteApi } = useDesk();
  const { texts } = useTexts(numbersTexts);
  const [query] = useQuery();
  const asked = { from: query['from'], to: query['to'] };
  useTitle(texts.title);
  const stats = useAnswer(() => siteApi.peek().stats(asked), `${asked.from} ${asked.to}`);
  if (!stats.value && !stats.problem) return <Loading />;
  if (!stats.value && stats.problem?.status !== 422 && stats.problem)
    return <ProblemMessage problem={stats.problem} retry={stats.again} />;
  const timeZone = stats.value?.timeZone ?? 'UTC';
  const usual = lastDays(usualSpan, Date.now(), timeZone);
  const from = asked.from ?? stats.value?.from ?? usual.from;
  const to = asked.to ?? stats.value?.to ?? usual.to;
  return (
    <div class="page numbers">
      <header class="page-head">
        <div>
          <h1>{texts.title}</h1>
          {stats.value && <DaysIn timeZone={timeZone} />}
        </div>
        <CsvLink from={from} to={to} />
      </header>
      <Range from={from} to={to} timeZone={timeZone} />
      <ProblemLine problem={stats.problem} />
      {stats.value && (
        <div class="numbers-body" aria-busy={stats.asking}>
          <Totals stats={stats.value} />
          <Charts stats={stats.value} />
          <Breakdowns stats={stats.value} />
        </div>
      )}
    </div>
  );
};

const CsvLink = ({ from, to }: { from: string; to: string }) => {
  const { siteApi } = useDesk();
  const { texts } = useTexts(numbersTexts);
  return (
    <a
      class="button"
      href={withCookie.addressOf('GET /v1/sites/:site/moderation/stats.csv', {
        params: { site: siteApi.value.site },
        query: { from, to },
      })}
      download
    >
      {texts.csv}
    </a>
  );
};

interface RangeProps {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

const Range = ({ from, to, timeZone }: RangeProps) => {
  const { texts } = useTexts(numbersTexts);
  const [, change] = useQuery();
  const today = lastDays(1, Date.now(), timeZone).to;
  return (
    <div class="filters">
      <Spans from={from} to={to} timeZone={timeZone} change={change} />
      <label class="field">
        <span class="small">{texts.from}</span>
        <input
          type="date"
          value={from}
          max={to}
          onChange={({ currentTarget }) => change({ from: currentTarget.value })}
        />
      </label>
      <label class="field">
        <span class="small">{texts.to}</span>
        <input
          type="date"
          value={to}
          min={from}
          max={today}
          onChange={({ currentTarget }) => change({ to: currentTarget.value })}
        />
      </label>
    </div>
  );
};

interface SpansProps extends RangeProps {
  readonly change: (days: { readonly from: string; readonly to: string }) => void;
}

const Spans = ({ from, to, timeZone, change }: SpansProps) => {
  const { texts, words } = useTexts(numbersTexts);
  return spans.map((span) => {
    const days = lastDays(span, Date.now(), timeZone);
    return (
      <button key={span} type="button" aria-pressed={from === days.from && to === days.to} onClick={() => change(days)}>
        {words.count(texts.last, span)}
      </button>
    );
  });
};

const Totals = ({ stats: { totals } }: { stats: StatsAnswer }) => {
  const { texts, words } = useTexts(numbersTexts);
  const { inbound, decided, undone, waiting, timeToDecision } = totals;
  const time = (seconds: number | null): string => (seconds === null ? '–' : words.duration(seconds));
  const figures = {
    inbound: words.number(inbound),
    decided: words.number(decided),
    undone: words.number(undone),
    waiting: words.number(waiting),
    p50: time(timeToDecision.p50Seconds),
    p95: time(timeToDecision.p95Seconds),
  };
  return (
    <dl class="box totals">
      {keysOf(figures).map((name) => (
        <div key={name}>
          <dt>{texts.totals[name]}</dt>
          <dd>{figures[name]}</dd>
        </div>
      ))}
    </dl>
  );
};
