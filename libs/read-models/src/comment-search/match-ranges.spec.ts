import { matchRanges } from './match-ranges.ts';

const marked = (text: string, query: string) => matchRanges(text, query).map(([start, end]) => text.slice(start, end));

describe('what was found in a text', () => {
  it('is marked as it is written there', () => {
    expect(marked('Über die BRÜCKE, die Brücken und Brückentage', 'uber bruck')).toEqual([
      'Über',
      'BRÜCKE',
      'Brücken',
      'Brückentage',
    ]);
    expect(marked('a bridge abridged', 'bridge a')).toEqual(['a', 'bridge', 'abridged']);
  });

  it('is marked inside of a run without spaces', () => {
    expect(marked('我喜欢这个评论系统，评论', '评论')).toEqual(['评论', '评论']);
    expect(marked('นี่คือความคิดเห็นของฉัน', 'ความคิดเห็น')).toEqual(['ความคิดเห็น']);
  });

  it('are exact where characters became more or fewer', () => {
    expect(marked('ｶﾞｺﾒﾝﾄ', 'コメント')).toEqual(['ｺﾒﾝﾄ']);
  });

  it('has places behind emoji, and is not without end', () => {
    expect(marked('👩‍👩‍👧 שָׁלוֹם', 'שלום')).toEqual(['שָׁלוֹם']);
    expect(matchRanges('a '.repeat(5000), 'a')).toHaveLength(200);
  });
});
