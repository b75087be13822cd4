import fc from 'fast-check';
import { machineFromNow } from './machine.ts';
import { markupIn, mostMarkup } from '#markdown/markup';
import { renderMarkdown } from '#markdown/render-markdown';

/**
 * Rendering cost of the most expensive texts of 10,000 characters: listed ones, and those that a seeded search finds by
 * combining pieces of Markdown at random and improving the most expensive combination. CPU of this process, best of
 * several rounds, so other load on the machine does not matter.
 */
const length = 10_000;
const rounds = 5;

/**
 * Fillers that do not count as markup but may make the text before them expensive: each ends a run of plain characters.
 */
const fillers = ['word ', '- : ', '!', '你', '#+', '${}'];

/**
 * Repeats the piece as often as the limit on markup allows, then fills up: above the limit a text is shown as typed.
 */
function filled(piece: string, filler = 'word '): string {
  let times = Math.floor(length / piece.length);
  while (times > 1 && markupIn(piece.repeat(times)) > mostMarkup) times = Math.floor(times * 0.9);
  const left = length - times * piece.length;
  return (piece.repeat(times) + filler.repeat(Math.floor(left / filler.length))).trim() || 'a';
}

const pieces = [
  ...[
    '*',
    '**',
    '_',
    '~~',
    '`',
    '``',
    '```\n',
    '>',
    '> ',
    '- ',
    '-\n',
    '+\n',
    '1. ',
    '1)\n',
    '- a\n',
    '\n',
    '\n\n',
    'a',
    ' ',
    'a\n',
  ],
  ...[
    '[',
    ']',
    '](',
    '[a](http://a)',
    '[a](http://a "b")',
    '<a@b>',
    '<mailto:a>',
    '<http://a>',
    'http://a.b ',
    'http://',
    '//',
  ],
  ...[
    'mailto:',
    'mailto:a@b.cd ',
    '<',
    '&',
    '&amp;',
    '&#x',
    '"',
    '\\',
    '\\*',
    '(',
    ')',
    '![',
    'a@',
    '.',
    ':',
    'HTTP://a.b ',
    '    ',
    '你',
    '😀',
    '\t',
  ],
];

function measured(text: string): { ms: number; ratio: number } {
  let best = Number.POSITIVE_INFINITY;
  let html = '';
  for (let n = 0; n < rounds; n++) {
    const start = process.cpuUsage();
    html = renderMarkdown(text);
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return { ms: best, ratio: Buffer.byteLength(html) / Buffer.byteLength(text) };
}

/** Hill climbing from a random start: each step changes one of the repeated pieces. */
function searched(seed: number, by: 'ms' | 'ratio', steps: number): string {
  const filler = fillers[seed % fillers.length];
  const random = fc.sample(fc.nat(1_000_000), { seed, numRuns: 4 * steps + 8 });
  const next = (below: number): number => (random.pop() ?? 0) % below;
  const piece = (): string => pieces[next(pieces.length)] ?? '';
  let best = Array.from({ length: 4 }, piece);
  let most = 0;
  for (let n = 0; n < steps; n++) {
    const tried = best.with(next(4), piece());
    const value = measured(filled(tried.join(''), filler))[by];
    if (value > most) [best, most] = [tried, value];
  }
  return best.join('');
}

function main(): void {
  const machine = machineFromNow();
  for (const one of pieces) measured(filled(one)); // warm-up: code that is not compiled yet costs more
  const deep = [10, 20, 50, 90].flatMap((n) =>
    ['>', '> ', '- ', '1. ', '> - '].flatMap((one) => [one.repeat(n) + 'a\n', one.repeat(n) + 'a\na\na\n\n']),
  );
  const found = (by: 'ms' | 'ratio') => Array.from({ length: 12 }, (_, seed) => searched(seed + 1, by, 80));
  const texts = [...pieces, ...deep, ...found('ms'), ...found('ratio')];
  const rows = [...new Set(texts)].flatMap((one) =>
    fillers.map((filler) => ({
      repeated: JSON.stringify(one).slice(0, 60),
      filledUpWith: JSON.stringify(filler),
      ...measured(filled(one, filler)),
    })),
  );
  for (const by of ['ms', 'ratio'] as const) console.table(rows.toSorted((a, b) => b[by] - a[by]).slice(0, 12));
  console.log(
    JSON.stringify({
      ...machine(),
      worstMs: Math.max(...rows.map(({ ms }) => ms)),
      worstRatio: Math.max(...rows.map(({ ratio }) => ratio)),
    }),
  );
}

main();
