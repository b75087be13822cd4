import { findingOf } from '../specification/screening.ts';
import { bannedWords } from './banned-words.ts';
import { suspectWords } from './suspect-words.ts';

/** Returns the parts of a text that the rule marks. */
function marked(body: string, words: string[], language?: string): string[] {
  const finding = findingOf(bannedWords, body, { bannedWords: words }, language === undefined ? {} : { language });
  return ((finding?.evidence['ranges'] ?? []) as number[][]).map(([start, end]) => body.slice(start, end));
}

describe('banned words', () => {
  it('refuse a text, and report count and ranges, but not the words', () => {
    expect(findingOf(bannedWords, 'You idiot, you IDIOT!', { bannedWords: ['idiot'] })).toEqual({
      rule: 'banned-words',
      ruleVersion: 2,
      action: 'reject',
      evidence: { count: 2, ranges: [[4, 9], [15, 20]] }, // prettier-ignore
    });
  });

  it('refuse nothing if the list or the text has none', () => {
    expect(findingOf(bannedWords, 'You idiot', {})).toBeUndefined();
    expect(findingOf(bannedWords, 'Well done.', { bannedWords: ['idiot'] })).toBeUndefined();
  });

  it.each([
    ['at the ends of a text', 'idiot', ['idiot']],
    ['in capitals', 'What an IdIoT', ['IdIoT']],
    ['with combining marks', 'an i\u0337diot\u20dd!', ['i\u0337diot\u20dd']],
    ['in full-width letters', 'ｉｄｉｏｔ', ['ｉｄｉｏｔ']],
    ['in mathematical letters', 'an 𝐢𝐝𝐢𝐨𝐭 he is', ['𝐢𝐝𝐢𝐨𝐭']],
    ['with Cyrillic letters that look the same', 'an іdіоt', ['іdіоt']],
    ['with an invisible character between letters', 'id\u200biot', ['id\u200biot']],
    ['with a soft hyphen', 'id\u00adiot', ['id\u00adiot']],
    ['with digits and signs', 'an 1d10t, 1di0t, !d!ot', ['1d10t', '1di0t']],
    ['before a genitive', "the idiot's car", ['idiot']],
    ['before a digit', 'idiot2', ['idiot']],
    ['between underscores', '_idiot_', ['idiot']],
    ['after an emoji', '😀idiot', ['idiot']],
    ['between Chinese letters', '你idiot啊', ['idiot']],
  ])('are found %s', (_where, body, found) => {
    expect(marked(body, ['idiot'])).toEqual(found);
  });

  it.each([
    ['Scunthorpe', 'I live in Scunthorpe.', ['cunt']],
    ['a class', 'My class will pass the assessment.', ['ass']],
    ['Penistone', 'Take the train to Penistone.', ['penis']],
    ['a word with other accents', 'What an ídïöt', ['idiot']],
    ['a number', 'It was 455 euros, in room 455.', ['ass']],
    ['a road', 'Stuck on the A55 again.', ['ass']],
    ['a German compound', 'Die Analyse der Staubecken im Glasspiel.', ['anal', 'ass', 'tau']],
    ['a German word with an ß', 'Das Maß aller Dinge', ['mas']],
    ['a Korean syllable that starts with the same letter', '각', ['가']],
    ['a Japanese letter without its voicing mark', 'が', ['か']],
    ['a ligature that contains the listed letter', 'ﬁ', ['f']],
    ['an e-mail address', 'Write to bob@ssl.example', ['ass']],
  ])('are not found in %s', (_what, body, words) => {
    expect(marked(body, words)).toEqual([]);
  });

  it('match longer words if the entry has a star', () => {
    expect(marked('idiots and Vollidioten', ['idiot*'])).toEqual(['idiot']);
    expect(marked('idiots and Vollidiot', ['*idiot'])).toEqual(['idiot']);
    expect(marked('idiots and Vollidioten', ['*idiot*'])).toEqual(['idiot', 'idiot']);
  });

  it('may be several words, with any white space between them', () => {
    expect(marked('Just go \n  HOME now', ['go home'])).toEqual(['go \n  HOME']);
  });

  it('may contain an ß, which is often written as ss', () => {
    expect(marked('So eine SCHEISSE', ['scheiße'])).toEqual(['SCHEISSE']);
    expect(marked('So eine Scheiße', ['scheisse'])).toEqual(['Scheiße']);
  });

  it('follow Turkish case on Turkish pages: I is the capital of ı, İ that of i', () => {
    expect(marked('SIK SIK gelirim', ['sik'], 'tr')).toEqual([]);
    expect(marked('sık sık gelirim', ['sik'], 'az')).toEqual([]);
    expect(marked('SİK', ['sik'], 'tr')).toEqual(['SİK']);
    expect(marked('SIK', ['sık'], 'tr-TR')).toEqual(['SIK']);
    expect(marked('SIK', ['sik'], 'en')).toEqual(['SIK']);
  });

  it('are found in Arabic with and without vowel points and kashida', () => {
    expect(marked('يا حِمَار!', ['حمار'])).toEqual(['حِمَار']);
    expect(marked('حمـــار', ['حمار'])).toEqual(['حمـــار']);
    expect(marked('استحماره', ['حمار'])).toEqual([]);
  });

  it('are found in scripts without spaces', () => {
    expect(marked('他是一个笨蛋吧', ['笨蛋'])).toEqual(['笨蛋']);
    expect(marked('それは馬鹿だ', ['馬鹿'])).toEqual(['馬鹿']);
    expect(marked('คนบ้ามาก', ['บ้า'])).toEqual(['บ้า']);
  });

  it('are recognised with digits only if letters surround them, or lower-case letters precede them', () => {
    expect(marked('sh1t, 5h1t, $h!t, $hit', ['shit'])).toEqual(['sh1t', '5h1t', '$h!t', '$hit']);
    expect(marked('a$$ @ss a5s', ['ass'])).toEqual(['a$$', '@ss', 'a5s']);
    expect(marked('he11 he1l HE11', ['hell'])).toEqual(['he11', 'he1l']);
  });

  it('mark overlapping matches once', () => {
    expect(marked('go home idiot', ['home', 'go home', 'home idiot'])).toEqual(['go home', 'home idiot']);
  });

  it('mark at most fifty ranges', () => {
    const evidence = findingOf(bannedWords, 'idiot '.repeat(60), { bannedWords: ['idiot'] })?.evidence;
    expect(evidence?.['count']).toBe(60);
    expect(evidence?.['ranges']).toHaveLength(50);
  });
});

describe('suspect words', () => {
  it('hold a text, matched as banned words are', () => {
    expect(findingOf(suspectWords, 'F4ke news', { suspectWords: ['fake news'] })).toEqual({
      rule: 'suspect-words',
      ruleVersion: 2,
      action: 'hold',
      evidence: { count: 1, ranges: [[0, 9]] },
    });
    expect(findingOf(suspectWords, 'Good news', { suspectWords: ['fake news'] })).toBeUndefined();
  });
});
