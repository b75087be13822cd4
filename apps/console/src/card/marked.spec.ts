import type { Finding } from '#contracts/vocabulary';
import { marked } from './marked.ts';

const finding = (...ranges: number[][]): Finding => ({
  rule: 'suspect-words',
  ruleVersion: 1,
  action: 'hold',
  evidence: { count: ranges.length, ranges },
});
const shown = (text: string, ...findings: Finding[]): string =>
  marked(text, findings)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('');

describe('the marked text of a comment', () => {
  it('is the text itself where nothing was found', () => {
    expect(shown('Good morning')).toBe('Good morning');
    expect(marked('', [])).toEqual([]);
  });

  it('marks what each rule found', () => {
    expect(shown('a bad and a worse word', finding([2, 5]), finding([12, 17]))).toBe('a [bad] and a [worse] word');
  });

  it('joins what overlaps or touches, in whatever order it was found', () => {
    expect(shown('abcdefgh', finding([4, 6], [0, 2]), finding([1, 4]))).toBe('[abcdef]gh');
  });

  it('counts UTF-16 units, as the findings do', () => {
    expect(shown('😀😀 idiot', finding([5, 10]))).toBe('😀😀 [idiot]');
  });

  it('skips ranges outside the text, and findings without a range', () => {
    expect(shown('short', finding([2, 99], [3, 3], [-1, 2]))).toBe('short');
    expect(shown('short', { rule: 'links', ruleVersion: 1, action: 'hold', evidence: { links: 3 } })).toBe('short');
  });
});
