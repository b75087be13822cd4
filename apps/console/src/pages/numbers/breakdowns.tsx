import type { ComponentChildren } from 'preact';
import type { StatsAnswer } from '#contracts/stats-answers';
import { decidingTexts } from '../../deciding/texts.ts';
import { useTexts } from '../../desk/use-texts.ts';
import type { DeskWords } from '../../languages/desk-words.ts';
import { partsTexts } from '../../parts/texts.ts';
import { searchTexts } from '../search/texts.ts';
import { pagesTexts } from '../found/texts.ts';
import { agreedShare } from './chart-data.ts';
import { numbersTexts } from './texts.ts';

/** The same decisions by who made them, where, why, and what brought them there. */
export const Breakdowns = ({ stats }: { stats: StatsAnswer }) => {
  const { texts, words } = useTexts(numbersTexts);
  const { queues } = useTexts(partsTexts).texts;
  const { reasons } = useTexts(decidingTexts).texts;
  const ruleNames: Readonly<Record<string, string>> = useTexts(searchTexts).texts.rules;
  const { columns } = texts;
  const { number, time, share } = figuresIn(words);
  return (
    <>
      <ByModerator stats={stats} />
      <Breakdown
        title={texts.byRule}
        hint={texts.agreedWhy}
        head={[texts.rule, columns.held, columns.approved, columns.rejected, columns.agreed]}
        rows={stats.byRule.map((one) => [
          <bdi>{ruleNames[one.rule] ?? one.rule}</bdi>,
          ...[one.held, one.approved, one.rejected].map(number),
          share(agreedShare(one)),
        ])}
      />
      <div class="two">
        <Breakdown
          title={texts.byQueue}
          head={[texts.queue, columns.decided, columns.p50, columns.p95]}
          rows={stats.byQueue.map((one) => [
            one.queue === null ? texts.noQueue : queues[one.queue],
            ...[number(one.decided), time(one.p50Seconds), time(one.p95Seconds)],
          ])}
        />
        <Breakdown
          title={texts.byReason}
          head={[texts.reason, columns.rejected]}
          rows={stats.byReason.map(({ reason, rejected }) => [reasons[reason], number(rejected)])}
        />
      </div>
    </>
  );
};

const ByModerator = ({ stats }: { stats: StatsAnswer }) => {
  const { texts, words } = useTexts(numbersTexts);
  const { noName } = useTexts(pagesTexts).texts;
  const { columns } = texts;
  const { number, time } = figuresIn(words);
  return (
    <Breakdown
      title={texts.byModerator}
      head={[
        texts.moderator,
        columns.decided,
        columns.approved,
        columns.rejected,
        columns.escalated,
        columns.reopened,
        columns.undone,
        columns.p50,
        columns.p95,
      ]}
      rows={stats.byModerator.map((one) => [
        <bdi>{one.moderator.name ?? noName}</bdi>,
        ...[one.decided, one.approved, one.rejected, one.escalated, one.reopened, one.undone].map(number),
        ...[time(one.p50Seconds), time(one.p95Seconds)],
      ])}
    />
  );
};

/** How figures are written; a dash where there is none. */
const figuresIn = (words: DeskWords) => ({
  number: (value: number): string => words.number(value),
  time: (seconds: number | null): string => (seconds === null ? '–' : words.duration(seconds)),
  share: (value: number | null): string => (value === null ? '–' : words.percent(value)),
});

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly ComponentChildren[])[];
}

const Breakdown = ({ title, hint, head, rows }: Props) => {
  const { texts } = useTexts(numbersTexts);
  return (
    <section class="box">
      <div class="panel-head">
        <h2>{title}</h2>
        {hint && rows.length > 0 && <p class="muted small">{hint}</p>}
      </div>
      {rows.length === 0 ? (
        <p class="muted">{texts.noDecisions}</p>
      ) : (
        <div class="scrolls" tabIndex={0} role="region" aria-label={title}>
          <table class="table">
            <thead>
              <tr>
                {head.map((name, at) => (
                  <th key={name} scope="col" class={at > 0 ? 'number' : ''}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([first, ...rest], row) => (
                <tr key={row}>
                  <th scope="row">{first}</th>
                  {rest.map((cell, at) => (
                    <td key={at} class="number">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};
