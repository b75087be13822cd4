import { useEffect, useRef } from 'preact/hooks';
import type { Axis } from 'uplot';
import { queueNames } from '../../address/queues.ts';
import { useDesk } from '../../desk/desk-context.ts';
import type { DeskWords } from '../../languages/desk-words.ts';
import type { ChartData } from './chart-data.ts';
import { nameBrowsersLanguage } from './browsers-language.ts';

interface Props {
  readonly data: ChartData;
  /** Text alternative for the chart. */
  readonly description: string;
}

const heightPx = 168;
/** As in the legend of the page: `.line-pending` and its fellows. */
const strokes = { pending: '--chart-1', reported: '--chart-2', escalated: '--chart-3' } as const;
/** The queues also differ by pattern: colour as the only difference is not accessible (WCAG 1.4.1). */
const dashes = { pending: [], reported: [6, 3], escalated: [2, 3] } as const;

/** A line for each queue. The library comes only when there is something to draw. */
export const Chart = ({ data, description }: Props) => {
  const { words, theme } = useDesk();
  const place = useRef<HTMLDivElement>(null);
  const language = words.value;
  const look = theme.value;
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    let stop = (): void => undefined;
    let gone = false;
    void draw(element, data, language).then((end) => (gone ? end() : (stop = end)));
    return () => {
      gone = true;
      stop();
    };
  }, [data, language, look]);
  return <div ref={place} class="chart" dir="ltr" role="img" aria-label={description} />;
};

async function draw(element: HTMLElement, data: ChartData, words: DeskWords): Promise<() => void> {
  nameBrowsersLanguage(words.locale);
  const [{ default: UPlot }] = await Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')]);
  const chart = new UPlot(
    {
      width: element.clientWidth,
      height: heightPx,
      legend: { show: false },
      padding: [8, 8, 0, 0],
      tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      cursor: { drag: { x: false, y: false }, points: { size: 6 } },
      scales: { y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
      axes: axesOf(element, words),
      series: [
        {},
        ...queueNames.map((queue) => ({
          stroke: colourOf(element, strokes[queue]),
          width: 2,
          dash: [...dashes[queue]],
          points: { show: data.days.length <= 31, size: 4 },
        })),
      ],
    },
    [[...data.days], ...queueNames.map((queue) => [...data.queues[queue]])],
    element,
  );
  const resized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: heightPx }));
  resized.observe(element);
  return () => {
    resized.disconnect();
    chart.destroy();
  };
}

function axesOf(element: HTMLElement, words: DeskWords): Axis[] {
  const colour = (name: string): string => colourOf(element, name);
  const axis = {
    stroke: colour('--muted'),
    font: `11px ${getComputedStyle(element).fontFamily}`,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  };
  return [
    {
      ...axis,
      size: 26,
      gap: 4,
      values: (_, days) => days.map((seconds) => words.shortDay(new Date(seconds * 1000))),
      space: 72,
    },
    { ...axis, size: 44, values: (_, all) => all.map((one) => (Number.isInteger(one) ? words.number(one) : '')) },
  ];
}

/** A canvas resolves neither custom properties nor `light-dark()`, so the computed colour is read from the page. */
function colourOf(element: HTMLElement, name: string): string {
  const probe = element.appendChild(document.createElement('i'));
  probe.style.color = `var(${name})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
