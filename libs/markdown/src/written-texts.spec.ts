import fc from 'fast-check';
import { renderMarkdown } from './render-markdown.ts';

const textOf = (html: string): string => html.replaceAll(/<[^>]*>/g, '').replaceAll('&amp;', '&');
const strongIn = (html: string): string[] =>
  [...html.matchAll(/<strong>(.*?)<\/strong>/g)].map(([, bold = '']) => bold);

/** Returns the numbers that a browser shows for the items. */
function numbersIn(html: string): number[] {
  let next = 1;
  return [...html.matchAll(/<ol(?: start="(\d+)")?|<li(?: value="(\d+)")?/g)].flatMap(([tag, start, value]) => {
    if (tag.startsWith('<ol')) next = Number(start ?? 1);
    else next = Number(value ?? next) + 1;
    return tag.startsWith('<ol') ? [] : [next - 1];
  });
}

describe('emphasis', () => {
  it.each([
    ['**注意：**正文 含**「重点」**', ['注意：', '「重点」']],
    ['これは**「強調」**です。**終わり。**次', ['「強調」', '終わり。']],
    ['**한국어(Korean)**는 **중요!**합니다', ['한국어(Korean)', '중요!']],
    ['**“重要”**的（**注**）', ['“重要”', '注']],
  ])('is recognised next to the punctuation of %j', (text, bold) => {
    expect(strongIn(renderMarkdown(text))).toEqual(bold);
  });
});

describe('an ordered list', () => {
  it.each([
    ['2019. good year\n2021. bad year', [2019, 2021]],
    ['1986. A good year.', [1986]],
    ['3) three\n4) four\n7) seven', [3, 4, 7]],
    ['3. three\n2. two\n1. one', [3, 2, 1]],
    ['0. nothing\n1. one', [0, 1]],
    ['2. two\n2. two again', [2, 2]],
    ['10. ten\n\n    with more\n\n12. twelve', [10, 12]],
    ['1. first\n1. second\n1. third', [1, 2, 3]],
    ['> 5. five\n> 9. nine', [5, 9]],
  ])('keeps the numbers of %j', (text, numbers) => {
    expect(numbersIn(renderMarkdown(text))).toEqual(numbers);
  });

  it('has its digits as an attribute if the numbers are longer than two digits', () => {
    expect(renderMarkdown('1986. A good year.')).toContain('data-digits="4"');
    expect(renderMarkdown('10. ten\n11. eleven')).not.toContain('data-digits');
  });
});

describe('a link', () => {
  it.each([
    ['a look-alike in one script', 'https://xn--80ak6aa92e.com/', 'https://xn--80ak6aa92e.com/'],
    ['the same in letters', 'https://аррӏе.com/', 'https://xn--80ak6aa92e.com/'],
    ['scripts that mix within a label', 'https://xn--pypal-4ve.com', 'https://xn--pypal-4ve.com'],
    ['the same in letters', 'https://pаypal.com', 'https://xn--pypal-4ve.com'],
    ['a sign that looks like a slash', 'https://comノlogin.example', 'https://xn--comlogin-634g.example'],
    ['German', 'https://xn--mnchen-3ya.de/x', 'https://münchen.de/x'],
    ['Japanese', 'https://例え.jp/', 'https://例え.jp/'],
    ['Russian', 'https://пример.рф/', 'https://пример.рф/'],
    ['Danish', 'https://æble.dk/', 'https://æble.dk/'],
    ['letters that are the same ones', 'https://ｅxample.com/', 'https://example.com/'],
    ['a path in letters', 'https://a.example/%C3%BC', 'https://a.example/ü'],
    ['a path that would turn around', 'https://a.example/%E2%80%AEgpj.exe', 'https://a.example/%E2%80%AEgpj.exe'],
    ['the same as it is', 'https://a.example/\u202egpj.exe', 'https://a.example/%E2%80%AEgpj.exe'],
  ])('shows its destination: %s', (_name, typed, shown) => {
    expect(textOf(renderMarkdown(typed))).toBe(`${shown}\n`);
  });

  it('leads to the host that it shows', () => {
    expect(renderMarkdown('https://ｅxample.com/')).toContain('href="https://example.com/"');
    expect(renderMarkdown('https://аррӏе.com/')).toContain('href="https://xn--80ak6aa92e.com/"');
    for (const typed of ['https://bank.example@evil.example/', '[here](https://bank.example@evil.example/)'])
      expect(renderMarkdown(typed)).not.toContain('@evil.example/"');
  });

  it.each([
    ['[bank.com](https://evil.example/x)', 'bank.com (evil.example)'],
    ['[https://bank.com/login](https://evil.example)', 'https://bank.com/login (evil.example)'],
    ['[desk@bank.com](mailto:thief@evil.example)', 'desk@bank.com (thief@evil.example)'],
    ['[bank.com](https://www.bank.com/login)', 'bank.com'],
    ['[the bank](https://bank.com)', 'the bank'],
    ['[Node.js](https://nodejs.org)', 'Node.js'],
  ])('adds its destination if its text is another address: %s', (typed, shown) => {
    expect(textOf(renderMarkdown(typed))).toBe(`${shown}\n`);
  });

  it('has its own direction', () => {
    expect(renderMarkdown('https://a.example')).toMatch(/<a [^>]* dir="ltr">/);
    expect(renderMarkdown('[عربي](https://a.example) and')).toMatch(/<a [^>]* dir="auto">/);
  });
});

describe('a directional run', () => {
  it.each([
    ['a line', '\u202eabc\nnext', '\u202eabc\u202c<br />\nnext'],
    ['a paragraph', '\u2067abc \u202bd', '\u2067abc \u202bd\u202c\u2069'],
    ['emphasis', '**\u202eabc** d', '<strong>\u202eabc</strong> d\u202c'],
    ['code', '`\u202dabc` d', '<code>\u202dabc\u202c</code> d'],
    ['a character reference', '&#x202e;abc', '\u202eabc\u202c'],
    ['what ended it already', '\u202eabc\u202c d', '\u202eabc\u202c d'],
    ['what ended one around it', '\u2066\u202babc\u2069 d', '\u2066\u202babc\u2069 d'],
  ])('ends with %s', (_name, typed, html) => {
    expect(renderMarkdown(typed)).toBe(`<p dir="auto">${html}</p>\n`);
  });

  it('ends inside a link, and inside code of several lines', () => {
    expect(renderMarkdown('[\u202eabc](https://a.example) d')).toContain('>\u202eabc\u202c</a> d');
    expect(renderMarkdown('```\n\u202ea\nb\n```')).toContain('\u202ea\u202c\nb');
  });

  it('of a block is set explicitly where dir="auto" skips nested elements', () => {
    expect(renderMarkdown('> عربي')).toContain('<blockquote dir="rtl">\n<p dir="auto">');
    expect(renderMarkdown('- عربي\n- b')).toMatch(/^<ul dir="rtl">\n<li dir="rtl">.*\n<li dir="auto">/);
    expect(renderMarkdown('- عربي\n\n- b')).toMatch(/^<ul dir="rtl">\n<li dir="rtl">\n<p dir="auto">/);
    expect(renderMarkdown('[عربي](https://a.example)')).toContain('<p dir="rtl">');
    expect(renderMarkdown('> 123\n\nعربي')).toContain('<blockquote dir="auto">');
    expect(renderMarkdown('> English\n>\n> عربي')).toContain('<blockquote dir="auto">');
  });

  it('ends with its line, for any text', () => {
    const piece = fc.constantFrom(
      '\u202a',
      '\u202e',
      '\u202c',
      '\u2066',
      '\u2068',
      '\u2069',
      'a',
      ' ',
      '\n',
      '\n\n',
      '**',
      '`',
      '> ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        // Blocks and their lines are lines of the HTML, too, and code ends its runs in each of them.
        for (const line of renderMarkdown(pieces.join('')).split('\n'))
          for (const text of [textOf(line)]) expect({ text, open: openIn(text) }).toEqual({ text, open: 0 });
      }),
      { numRuns: 1000 },
    );
  });
});

/** Number of runs that are open at the end of a text, by UAX 9. */
function openIn(text: string): number {
  let open: string[] = [];
  for (const character of text) {
    if ('\u202a\u202b\u202d\u202e'.includes(character)) open.push('embedding');
    if ('\u2066\u2067\u2068'.includes(character)) open.push('isolate');
    if (character === '\u202c' && open.at(-1) === 'embedding') open.pop();
    if (character === '\u2069' && open.includes('isolate')) open = open.slice(0, open.lastIndexOf('isolate'));
  }
  return open.length;
}
