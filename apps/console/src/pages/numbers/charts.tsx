import { useMemo } from 'preact/hooks';
import type { StatsAnswer } from '#contracts/stats-answers';
import { queueNames } from '../../address/queues.ts';
import { useTexts } from '../../desk/use-texts.ts';
import { partsTexts } from '../../parts/texts.ts';
import { Chart } from './chart.tsx';
import { type Measure, chartData, dayRows, measures, sumOf } from './chart-data.ts';
import { numbersTexts } from './texts.ts';

/** Three charts with one legend, and the same as a table. */
export const Charts = ({ stats }: { stats: StatsAnswer }) => {
  const { queues } = useTexts(partsTexts).texts;
  return (
    <section class="charts">
      <ul class="legend-of-charts small" aria-hidden="true">
        {queueNames.map((queue) => (
          <li key={queue}>
            <span class={`line-${queue}`} />
            {queues[queue]}
          </li>
        ))}
      </ul>
      <div class="chart-grid">
        {measures.map((measure) => (
          <OneChart key={measure} stats={stats} measure={measure} />
        ))}
      </div>
      <DaysTable stats={stats} />
    </section>
  );
};

const OneChart = ({ stats, measure }: { stats: StatsAnswer; measure: Measure }) => {
  const { texts, words } = useTexts(numbersTexts);
  const { queues } = useTexts(partsTexts).texts;
  const data = useMemo(() => chartData(stats.days, measure), [stats, measure]);
  const description = words.fill(texts.chartSays, {
    what: texts.charts[measure],
    from: words.calendarDay(stats.from),
    to: words.calendarDay(stats.to),
    queues: queueNames
      .map((queue) => words.fill(texts.queueSays, { queue: queues[queue], sum: sumOf(data, queue, measure) }))
      .join(', '),
  });
  return (
    <figure class="box chart-box">
      <figcaption>
        <h2>{texts.charts[measure]}</h2>
      </figcaption>
      <Chart data={data} description={description} />
    </figure>
  );
};

const DaysTable = ({ stats }: { stats: StatsAnswer }) => {
  const { texts, words } = useTexts(numbersTexts);
  return (
    <details class="box days">
      <summary>{texts.asTable}</summary>
      <div class="scrolls" tabIndex={0} role="region" aria-label={texts.asTable}>
        <table class="table">
          <DaysHead />
          <tbody>
            {dayRows(stats.days).map(({ day, cells }) => (
              <tr key={day}>
                <th scope="row">{words.calendarDay(day)}</th>
                {queueNames.map((queue) =>
                  measures.map((measure) => (
                    <td key={queue + measure} class="number">
                      {words.number(cells[queue][measure])}
                    </td>
                  )),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
};

const DaysHead = () => {
  const { texts } = useTexts(numbersTexts);
  const { queues } = useTexts(partsTexts).texts;
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          {texts.day}
        </th>
        {queueNames.map((queue) => (
          <th key={queue} scope="colgroup" colSpan={3}>
            {queues[queue]}
          </th>
        ))}
      </tr>
      <tr>
        {queueNames.map((queue) =>
          measures.map((measure) => (
            <th key={queue + measure} scope="col" class="number">
              {texts.totals[measure]}
            </th>
          )),
        )}
      </tr>
    </thead>
  );
};
