import { matchRanges } from './match-ranges.ts';

const marked = (text: string, query: string) => matchRanges(text, query).map(([start, end]) => text.slice(start, end));

describe('the matches of a query in a text', () => {
  it('are marked as the text spells them', () => {
    expect(marked('Über die BRÜCKE, die Brücken und Brückentage', 'uber bruck')).toEqual([
      'Über',
      'BRÜCKE',
      'Brücken',
      'Brückentage',
    ]);
    expect(marked('a bridge abridged', 'bridge a')).toEqual(['a', 'bridge', 'abridged']);
  });

  it('are marked inside runs without spaces', () => {
    expect(marked('我喜欢这个评论系统，评论', '评论')).toEqual(['评论', '评论']);
    expect(marked('นี่คือความคิดเห็นของฉัน', 'ความคิดเห็น')).toEqual(['ความคิดเห็น']);
  });

  it('are exact even if folding changed the number of characters', () => {
    expect(marked('ｶﾞｺﾒﾝﾄ', 'コメント')).toEqual(['ｺﾒﾝﾄ']);
  });

  it('are exact after emoji, and limited in number', () => {
    expect(marked('👩‍👩‍👧 שָׁלוֹם', 'שלום')).toEqual(['שָׁלוֹם']);
    expect(matchRanges('a '.repeat(5000), 'a')).toHaveLength(200);
  });
});
