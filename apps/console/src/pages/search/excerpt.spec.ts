import { foundExcerpt } from './excerpt.ts';

const shown = (text: string, word: string): { text: string; marked: string[] } => {
  const at = text.indexOf(word);
  const excerpt = foundExcerpt(text, [[at, at + word.length]]);
  return { text: excerpt.text, marked: excerpt.matches.map(([from, to]) => excerpt.text.slice(from, to)) };
};

describe('an excerpt', () => {
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
  it('begins with the match where there is no blank before it', () => {
    expect(shown(`${'x'.repeat(400)}needle`, 'needle')).toEqual({ text: '…needle', marked: ['needle'] });
  });
});
