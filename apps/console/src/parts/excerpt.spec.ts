import { excerptOf, foundExcerpt } from './excerpt.ts';

const shown = (text: string, word: string): { text: string; marked: string[] } => {
  const at = text.indexOf(word);
  const excerpt = foundExcerpt(text, [[at, at + word.length]]);
  return { text: excerpt.text, marked: excerpt.matches.map(([from, to]) => excerpt.text.slice(from, to)) };
};

describe('an excerpt around what was found', () => {
  it('is the whole of a short text, and of one where nothing was asked for', () => {
    expect(shown('a short text', 'short')).toEqual({ text: 'a short text', marked: ['short'] });
    expect(foundExcerpt('x'.repeat(500), [])).toEqual({ text: 'x'.repeat(500), matches: [] });
  });
  it('begins with a word a little before a late match, which it still marks', () => {
    const { text, marked } = shown(`${'some words '.repeat(50)}needle at the end`, 'needle');
    expect(text).toMatch(/^…(some|words) /);
    expect(text.length).toBeLessThan(120);
    expect(marked).toEqual(['needle']);
  });
  it('begins between two characters where there is no blank before it', () => {
    expect(shown(`${'x'.repeat(400)}needle`, 'needle')).toEqual({
      text: `…${'x'.repeat(80)}needle`,
      marked: ['needle'],
    });
    const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'; // 8 code units, one character
    const { text, marked } = shown(`${'x'.repeat(403)}${family.repeat(40)}needle`, 'needle');
    expect(text).toMatch(new RegExp(`^…(?:${family}){9,10}needle$`, 'u'));
    expect(marked).toEqual(['needle']);
  });
});

describe('the beginning of a comment', () => {
  it('is all of a short one, on one line', () => {
    expect(excerptOf(' Two\n\nlines ')).toBe('Two lines');
    expect(excerptOf('x'.repeat(50))).toBe('x'.repeat(50));
  });
  it('ends after a word', () => {
    const long = 'The council has been promising this since nineteen hundred and eighty';
    expect(excerptOf(long)).toBe('The council has been promising this since…');
    expect(excerptOf(`${'x'.repeat(49)} word`)).toBe(`${'x'.repeat(49)}…`);
  });
  it('ends within a word that has no end, between two characters', () => {
    expect(excerptOf('x'.repeat(51))).toBe(`${'x'.repeat(49)}…`);
    const stacked = `e${'\u0301'.repeat(3)}`;
    expect(excerptOf(stacked.repeat(60))).toBe(`${stacked.repeat(49)}…`);
    expect(excerptOf('\u0e01\u0e33'.repeat(60))).toMatch(/^(?:\u0e01\u0e33)+…$/);
  });
  it('is cut, with an ellipsis, inside an endless character', () => {
    expect(excerptOf(`e${'\u0301'.repeat(900)}`)).toMatch(/^e\u0301{100,399}…$/);
  });
});
