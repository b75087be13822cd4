import { indexWords, termsOf, toTsQuery } from './search-words.ts';

/** Matches as PostgreSQL does: every term equals a word of the text or begins one. */
function finds(query: string, text: string): boolean {
  const words = indexWords(text);
  return termsOf(query).every(({ word, prefix }) =>
    words.some((one) => (prefix ? one.startsWith(word) : one === word)),
  );
}

describe('a search', () => {
  it.each([
    ['any of its words', 'council bridge', 'The bridge: our council closed it.'],
    ['the last word while it is typed', 'council clo', 'the council closed it'],
    ['another case', 'COUNCIL', 'council'],
    ['words without their accents', 'uber cafe naive', 'Über das naïve Café'],
    ['accents that the text lacks', 'café', 'cafe'],
    ['ss for ß', 'strasse', 'Straße'],
    ['ß for ss', 'STRAẞE', 'strasse'],
    ['part of a name with an apostrophe', 'avion', "l'avion"],
    ['part of an address', 'example pills', 'https://pills.example.com/buy'],
    ['the beginning of a German compound', 'donaudampf', 'Donaudampfschifffahrt'],
    ['full-width letters', 'abc', 'ＡＢＣ'],
    ['letters drawn as mathematics', 'viagra', '𝓿𝓲𝓪𝓰𝓻𝓪'],
    ['Arabic without its vowel points', 'كتاب', 'كِتَابٌ جديد'],
    ['Arabic with another alef', 'احمد', 'أحمد'],
    ['Arabic lengthened', 'سلام', 'ســـلام'],
    ['Persian letters', 'کتابی', 'كتابي'],
    ['Hebrew without points', 'שלום', 'שָׁלוֹם'],
    ['Cyrillic', 'привет', 'ПРИВЕТ, мир'],
    ['Greek at the end of a word', 'λόγοσ', 'ΛΟΓΟΣ λόγος'],
    ['Chinese inside other characters', '评论', '我喜欢这个评论系统'],
    ['Chinese across the word boundaries of a dictionary', '京大', '北京大学'],
    ['one Chinese character', '书', '他看书。'],
    ['one Chinese character in the middle', '看', '他看书。'],
    ['Chinese and Latin without a space between them', 'iphone 手机', 'iPhone手机壳'],
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
    ['Arabic letters of another keyboard', '\u0643\u0644\u0628', '\u06cc\u0627 \u06a9\u0644\u0628'],
    ['Korean with an incomplete last syllable', '\ub313\uadf8', '\ub313\uae00'],
  ])('finds a text by %s', (_what, query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ['a word is missing', 'council bridge', 'the council'],
    ['only the end of a word is there', 'ridge', 'bridge'],
    ['an earlier word is only a prefix', 'coun bridge', 'the council closed the bridge'],
    ['Thai vowels differ', 'มา', 'มี'],
    ['characters are not adjacent', '评系', '评论系统'],
  ])('does not match if %s', (_what, query, text) => {
    expect(finds(query, text)).toBe(false);
  });

  it('has no terms without a letter, a digit or an emoji', () => {
    expect(termsOf(' -- !? \u0640')).toEqual([]);
  });

  it('is valid tsquery syntax for any input', () => {
    expect(toTsQuery(termsOf("l'été & | ! <-> :*"))).toBe("'l' & 'ete':*");
    expect(toTsQuery([{ word: "a'\\", prefix: true }])).toBe("'a''\\\\':*");
  });
});

describe('the indexed words of a text', () => {
  it('are distinct, and no longer than the index allows', () => {
    expect(indexWords('Aa aa AA b')).toEqual(['aa', 'b']);
    expect(indexWords('x'.repeat(10_000))).toEqual(['x'.repeat(40)]);
    expect(finds('x'.repeat(60), 'x'.repeat(60))).toBe(true);
  });
});
