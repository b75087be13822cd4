import fc from 'fast-check';
import { looksEmpty } from './invisible.ts';
import { clean, words } from './words.ts';

const Body = words(1, 10_000);
const stored = (body: string): string | null => Body.safeParse(body).data ?? null;

describe('a text', () => {
  it.each([
    'می‌خواهم خانه‌ای بخرم. ۱۴۰۰ ه‍',
    'क्‍ष and क्‌ष are not the same',
    'Donau\u00addampf\u00adschiff',
    'ភាសា\u200bខ្មែរ',
    '👨‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏳️‍🌈 ☎︎ 1️⃣ 👍🏽',
    'שלום \u200fABC\u200e \u202babc\u202c',
    '葛󠄀飾区',
    'ᄒᆞᆫ글 \u115fᅡ',
    '⠓⠑⠇⠇⠕⠀⠺⠕⠗⠇⠙',
    'ᠮᠣᠩᠭᠣᠯ ᠠ᠋',
    'لِلَّٰهِ',
    '⊕︀',
    '¯\\_(ツ)_/¯',
    '\uf8ff and \u{378}',
    '…',
    '\ufa19\u7530',
    'Zoe\u0308 \u1112\u1161\u11ab \u304b\u3099 \u212b \u0958',
  ])('%s is kept as it is', (body) => expect(stored(body)).toBe(body));

  it.each([
    ['id\u3164iot', 'idiot'],
    ['id\u2800iot', 'idiot'],
    ['id\u{e0100}iot', 'idiot'],
    ['id\ufe0fiot', 'idiot'],
    ['id\u200diot', 'idiot'],
    ['hidden\u{e0068}\u{e0069}', 'hidden'],
    ['🏴\u{e0041}\u{e0042}\u{e0043}\u{e0044}\u{e0045}\u{e0046}\u{e0047}\u{e007f}', '🏴'],
    ['😀\ufe0f\u{e0101}\u{e0102}', '😀\ufe0f'],
    ['a\ufffe\ufdd0b', 'ab'],
    [`e${'\u0301'.repeat(50)}nd`, 'e\u0301\u0301\u0301nd'],
  ])('%j loses characters without effect', (body, kept) => expect(stored(body)).toBe(kept));

  it.each([
    '\u3164',
    '\u2800\n\u2800',
    '\u200b',
    '\u00ad',
    '\u{e0001}',
    '\ufe0f',
    '\u200e\u200f',
    '\u202e',
    '\u0301',
    ' \n\t',
  ])('%j is refused as empty', (body) =>
    expect(Body.safeParse(body).error?.issues).toMatchObject([{ message: 'must not be empty' }]),
  );

  it('does not change when it is cleaned again, and has at most three shared marks on a letter', () => {
    const part = fc.constantFrom(
      ...[
        'a',
        'é',
        'ب',
        '\u064e',
        'क',
        '\u094d',
        '\u200d',
        '\u200c',
        '👩',
        '🏽',
        '\ufe0f',
        '🏴',
        '\u{e0067}',
        '\u{e007f}',
        '\u2800',
        '⠓',
      ],
      ...[
        '\u0301',
        '\u0327',
        '\u3164',
        '\u1160',
        'ᄒ',
        '\u{e0100}',
        '葛',
        '\u180b',
        'ᠠ',
        ' ',
        '\n',
        '1',
        '\u20e3',
        '\u034f',
      ],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const once = clean(parts.join(''));
        expect(clean(once)).toBe(once);
        expect(once).not.toMatch(/[\u0301\u0327]{4}/);
        expect(looksEmpty(once)).toBe(looksEmpty(parts.join('')));
      }),
      { seed: 39, numRuns: 3000 },
    );
  });

  it('of many hostile characters is cleaned in linear time', () => {
    for (const one of ['\u200d', '\u0301', '🏴\u{e0067}', '\ufe0f', '\u2800', '1\ufe0f', '\u{e0041}', 'ب\u200d']) {
      const [short, long] = [1_000, 8_000].map((length) => one.repeat(length / one.length)) as [string, string];
      // The same text as one piece and as eight: with quadratic time, the single piece would take eight times as long.
      const pieces = (): void => Array.from({ length: 8 }, () => short).forEach(clean);
      expect(leastCost(() => clean(long)) / leastCost(pieces)).toBeLessThan(4);
    }
  });
});

/** CPU time of this process, the shortest of several attempts, so that other processes do not count. */
function leastCost(work: () => unknown): number {
  const costs = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    work();
    return process.cpuUsage(before).user + 1;
  });
  return Math.min(...costs);
}
