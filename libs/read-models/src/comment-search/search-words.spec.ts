import { indexWords, termsOf, toTsQuery } from './search-words.ts';

/** As PostgreSQL matches them: every term is there, or begins a word that is. */
function finds(query: string, text: string): boolean {
  const words = indexWords(text);
  return termsOf(query).every(({ word, prefix }) =>
    words.some((one) => (prefix ? one.startsWith(word) : one === word)),
  );
}

describe('what is searched for', () => {
  it.each([
    ['any of its words', 'council bridge', 'The bridge: our council closed it.'],
    ['the last word as far as it is typed', 'council clo', 'the council closed it'],
    ['other case', 'COUNCIL', 'council'],
    ['missing accents', 'uber cafe naive', 'Über das naïve Café'],
    ['accents where there are none', 'café', 'cafe'],
    ['ss for ß, and back', 'strasse', 'Straße'],
    ['ß for ss', 'STRAẞE', 'strasse'],
    ['part of a name with an apostrophe', 'avion', "l'avion"],
    ['part of an address', 'example pills', 'https://pills.example.com/buy'],
    ['a German compound by its beginning', 'donaudampf', 'Donaudampfschifffahrt'],
    ['full-width letters', 'abc', 'ＡＢＣ'],
    ['letters drawn as mathematics', 'viagra', '𝓿𝓲𝓪𝓰𝓻𝓪'],
    ['Arabic without its vowel points', 'كتاب', 'كِتَابٌ جديد'],
    ['Arabic with another alef', 'احمد', 'أحمد'],
    ['Arabic lengthened', 'سلام', 'ســـلام'],
    ['Persian letters', 'کتابی', 'كتابي'],
    ['Hebrew without points', 'שלום', 'שָׁלוֹם'],
    ['Cyrillic', 'привет', 'ПРИВЕТ, мир'],
    ['Greek at the end of a word', 'λόγοσ', 'ΛΟΓΟΣ λόγος'],
    ['Chinese, whatever stands around it', '评论', '我喜欢这个评论系统'],
    ['Chinese across what a dictionary takes for words', '京大', '北京大学'],
    ['one Chinese character', '书', '他看书。'],
    ['one Chinese character in the middle', '看', '他看书。'],
    ['Chinese and Latin that touch', 'iphone 手机', 'iPhone手机壳'],
    ['Japanese', 'コメント', 'このコメントは'],
    ['half-width Japanese', 'コメント', 'ｺﾒﾝﾄ'],
    ['Thai', 'ความคิดเห็น', 'นี่คือความคิดเห็นของฉัน'],
    ['Korean by the beginning of a word', '댓글', '댓글은 이미'],
    ['Hindi', 'टिप्पणी', 'यह टिप्पणी है'],
    ['an emoji', '🤡', 'you 🤡!'],
    ['numbers', '2026', 'in 2026.'],
    ['a word with invisible letters', 'idiot', 'id\u200biot'],
    ['a word with a Hangul filler in it', 'idiot', 'id\u3164iot'],
    ['a word with variation selectors', 'idiot', 'id\u{e0100}iot'],
    ['letters with drawn marks', 'idiot', 'i\u20ddd\u20ddi\u20ddo\u20ddt\u20dd'],
    ['small capitals', 'idiot', '\u026a\u1d05\u026a\u1d0f\u1d1b'],
    ['squared letters', 'idiot', '\u{1f178}\u{1f173}\u{1f178}\u{1f17e}\u{1f183}'],
    ['a Turkish dotless i', 'idiot', 'id\u0131ot'],
    [
      'Greek capitals without accents',
      '\u03bc\u03b1\u03bb\u03ac\u03ba\u03b1\u03c2',
      '\u039c\u0391\u039b\u0391\u039a\u0391\u03a3',
    ],
    ['another keyboard’s Arabic letters', '\u0643\u0644\u0628', '\u06cc\u0627 \u06a9\u0644\u0628'],
    ['Korean as far as its last syllable is typed', '\ub313\uadf8', '\ub313\uae00'],
  ])('is found by %s', (_what, query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ['a word is missing', 'council bridge', 'the council'],
    ['only the end of a word is there', 'ridge', 'bridge'],
    ['an earlier word only begins so', 'coun bridge', 'the council closed the bridge'],
    ['Thai vowels differ', 'มา', 'มี'],
    ['characters stand apart', '评系', '评论系统'],
  ])('is not found where %s', (_what, query, text) => {
    expect(finds(query, text)).toBe(false);
  });

  it('is nothing without a letter, a digit or an emoji', () => {
    expect(termsOf(' -- !? \u0640')).toEqual([]);
  });

  it('is written as PostgreSQL reads it, whatever it is', () => {
    expect(toTsQuery(termsOf("l'été & | ! <-> :*"))).toBe("'l' & 'ete':*");
    expect(toTsQuery([{ word: "a'\\", prefix: true }])).toBe("'a''\\\\':*");
  });
});

describe('the words of a text', () => {
  it('stand there once, and are never longer than an index takes', () => {
    expect(indexWords('Aa aa AA b')).toEqual(['aa', 'b']);
    expect(indexWords('x'.repeat(10_000))).toEqual(['x'.repeat(40)]);
    expect(finds('x'.repeat(60), 'x'.repeat(60))).toBe(true);
  });
});
