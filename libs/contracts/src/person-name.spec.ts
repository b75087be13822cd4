import { PersonName } from './person-name.ts';

const nameOf = (name: string): string | null => PersonName.safeParse(name).data ?? null;
const faults = (name: string): string[] => PersonName.safeParse(name).error?.issues.map(({ message }) => message) ?? [];

/** As escapes, because editors show most of them as nothing. */
const looksLikeNothing = [
  '',
  '   ',
  '\u3164',
  '\uffa0',
  '\u115f\u1160',
  '\u2800',
  '\u200b',
  '\u200c\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u{e0001}',
  '\u{e0041}\u{e0042}',
  '\ufe0f',
  '\u{e0100}',
  '\u180e',
  '\u034f',
  '\u2062',
  '\u17b4',
  '\ufffc',
  '\u{1d159}',
  '\u3000',
  '\u00a0\u2003',
  '\u0301',
  '.',
  '- -',
];

describe('a person’s name', () => {
  it.each([
    'Nguyễn Thị Ánh Tuyết',
    'İbrahim Çağlayan Işık',
    'Ελένη Παπαδοπούλου',
    'Иван Петров',
    'علی‌رضا نوری‌زاده',
    'مُحَمَّد الأَحْمَد',
    'श्रीमती क्षमा शर्मा',
    'র‍্যাব অর্ক',
    'ശ്രീജിത്ത് നമ്പ്യാര്‍',
    'สมชาย ใจดี',
    'เกียรติ์',
    'မောင်ကျော်',
    'ស្រីមុំ',
    'བསྟན་འཛིན་རྒྱ་མཚོ',
    '王小明',
    '渡邉󠄀 太郎',
    '田中　花子',
    '김민준',
    'בִּנְיָמִין',
    "O'Neil-García Jr.",
    'Zoë 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '👩‍👩‍👧‍👦 Family',
    '🏳️‍🌈 Kim ❤️‍🔥 1️⃣',
    '👩🏽‍🚒',
    '🙂',
    '007',
    '\ufa19\u7530',
    'Zoe\u0308',
  ])('%s is kept as it is', (name) => {
    expect(nameOf(name)).toBe(name);
    expect(nameOf(name.normalize('NFC'))).toBe(name.normalize('NFC'));
  });

  it.each(looksLikeNothing.map((name) => [JSON.stringify(name), escaped(name), name]))(
    'that looks like nothing is refused: %s %s',
    (_json, _escaped, name) => expect(nameOf(name)).toBeNull(),
  );

  it.each([
    ['Maria Lund\u200b', 'Maria Lund'],
    ['Ma\u00adria Lund\ufeff', 'Maria Lund'],
    ['\u200eMaria Lund\u200f', 'Maria Lund'],
    ['Maria\u2800Lund', 'Maria Lund'],
    ['Maria\u3164Lund', 'Maria Lund'],
    ['Maria \u00a0  Lund', 'Maria Lund'],
    ['Ma\u200dria\u200c Lund', 'Maria Lund'],
    ['Maria\ufe0f Lund\u{e0041}', 'Maria Lund'],
  ])('%j is cleaned', (name, cleaned) => expect(nameOf(name)).toBe(cleaned));

  it.each([
    ['one\nline', 'must be one plain line'],
    ['one\u2028line', 'must be one plain line'],
    ['a\tb', 'must be one plain line'],
    ['\u202enimdA', 'must be one plain line'],
    ['\u2066nimdA\u2069', 'must be one plain line'],
    ['\ue000Logo', 'must not have characters that no font can show'],
    ['\u{378}', 'must not have characters that no font can show'],
    [`Z${'\u0335\u0489\u0301\u0322'.repeat(3)}algo`, 'must not have marks without a letter of their own'],
    ['Z\u0335\u0489\u0301\u0322algo', 'must not have marks without a letter of their own'],
    [`ก${'\u0e49'.repeat(9)}`, 'must not have marks without a letter of their own'],
    ['\u0301Anna', 'must not have marks without a letter of their own'],
    ['x'.repeat(81), 'must be at most 80 characters'],
  ])('%j is refused with a reason', (name, fault) => expect(faults(name)).toContain(fault));
});

function escaped(name: string): string {
  return Array.from(name, (one) => one.codePointAt(0)?.toString(16)).join(' ');
}
