import fc from 'fast-check';
import { deepestBlock, deepestEmphasis } from './markdown-nesting.ts';
import { markupIn, mostMarkup } from './markup.ts';
import { mostHtml, renderMarkdown } from './render-markdown.ts';

const bytes = (text: string): number => Buffer.byteLength(text);
const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
/** Returns how deep elements of these kinds are nested. */
function depthOf(html: string, tags: string): number {
  let [depth, deepest] = [0, 0];
  for (const [tag] of html.matchAll(new RegExp(`</?(?:${tags})\\b`, 'g'))) {
    depth += tag.startsWith('</') ? -1 : 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

describe('the HTML of a comment', () => {
  const piece = fc.constantFrom(
    ...[
      '*',
      '**',
      '_',
      '~~',
      '`',
      '```\n',
      '>',
      '> ',
      '- ',
      '-\n',
      '+\n',
      '1. ',
      '1)\n',
      '\n',
      '\n\n',
      'a',
      ' ',
      'a\n',
    ],
    ...[
      '[',
      ']',
      '](',
      '[a](http://a "b")',
      '<a@b>',
      '<mailto:a>',
      'http://a.b ',
      '//',
      'mailto:a@b.cd ',
      '<',
      '&',
      '&amp;',
    ],
    ...[
      '"',
      '\\',
      '![',
      'HTTP://a.b ',
      '    ',
      '你',
      '😀',
      '\t',
      '\u0001',
      'http://a.b/ü',
      '\u202e',
      '\u2067',
      '1234. ',
      'ع',
    ],
  );
  const repeated = fc
    .tuple(fc.array(piece, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 2500 }))
    .map(([pieces, times]) => pieces.join('').repeat(times).slice(0, 10_000));

  it('is at most a small multiple of the text, in bytes', () => {
    fc.assert(
      fc.property(fc.array(repeated, { minLength: 1, maxLength: 3 }), (parts) => {
        const text = parts.join('').slice(0, 10_000);
        expect(bytes(renderMarkdown(text))).toBeLessThanOrEqual(mostHtml.allowance + mostHtml.times * bytes(text));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    '>'.repeat(48) + '\n\n',
    '- '.repeat(40) + 'a\n\n',
    '-\n+\n',
    '>\n\n',
    '1.\n1)\n',
    '<a@b>',
    '\u202e\n',
    '9.\n',
    '[a.co](//b.cd)',
  ])('stays within that limit for texts that once exceeded it: %j', (text) => {
    const long = text.repeat(10_000 / text.length);
    expect(bytes(renderMarkdown(long))).toBeLessThanOrEqual(mostHtml.allowance + mostHtml.times * bytes(long));
  });

  it.each([
    ['quotes', '>'],
    ['quotes with blanks', '> '],
    ['lists', '- '],
    ['numbered lists', '1. '],
    ['quotes and lists', '> - '],
  ])('nests %s up to a depth, and shows deeper ones as text', (_name, mark) => {
    const html = renderMarkdown(`${mark.repeat(30)}here`);
    expect(depthOf(html, 'blockquote|ul|ol|li')).toBeLessThanOrEqual(deepestBlock);
    expect(depthOf(html, 'blockquote|ul|ol|li')).toBeGreaterThan(deepestBlock - 2);
    expect(textOf(html)).toMatch(new RegExp(`${mark.trim()}.*here`));
  });

  it('nests emphasis up to a depth, and shows deeper marks as text', () => {
    const html = renderMarkdown(`${'*a **b '.repeat(10)}here${' b** a*'.repeat(10)}`);
    expect(depthOf(html, 'em|strong|s')).toBe(deepestEmphasis);
    expect(textOf(html)).toContain('*a **b here b** a*');
  });

  it('keeps a link inside emphasis beyond the depth limit', () => {
    const html = renderMarkdown(`${'*a **b '.repeat(6)}[here](https://a.example)${' b** a*'.repeat(6)}`);
    expect(html).toContain('<a href="https://a.example" rel="nofollow ugc noopener" dir="auto">here</a>');
  });

  it('keeps all text, however deep it is nested', () => {
    for (const mark of ['>', '- ', '> - ', '1. '])
      for (const times of [9, 10, 11, 40, 99, 150, 400])
        expect(renderMarkdown(`${mark.repeat(times)}here`)).toContain('here');
  });

  it('is the text as typed if it has more markup than a person writes', () => {
    const text = `${'*a* '.repeat(mostMarkup)}\n\n<b>\nend`;
    const html = renderMarkdown(text);
    expect(html).not.toMatch(/<(?!p dir="auto">|\/p>|br \/>)/);
    expect(textOf(html)).toBe(`${'*a* '.repeat(mostMarkup)}\n<b>\nend\n`);
  });

  it('is Markdown for a long text with ordinary markup', () => {
    const paragraph = `Some *emphasis*, a [link](https://example.com/a_b), and \`code\`: what you'd write – in 200 words.\n\n> quoted\n\n- one\n- two\n\n`;
    const text = (paragraph + 'word '.repeat(160) + '\n\n').repeat(10);
    expect(text.length).toBeGreaterThan(9000);
    expect(markupIn(text)).toBeLessThan(mostMarkup);
    expect(renderMarkdown(text)).toContain('<em>emphasis</em>');
  });

  it('has no link for an address beyond the length limit', () => {
    expect(renderMarkdown(`https://a.example/${'你'.repeat(200)}`)).toContain('<a href');
    expect(renderMarkdown(`https://a.example/${'你'.repeat(300)}`)).not.toContain('<a href');
  });
});

describe('the measure of markup', () => {
  it('counts the cost of a pattern, not only its length', () => {
    expect(markupIn('plain words, and a line\n')).toBe(1);
    expect(markupIn('*'.repeat(9))).toBe(9);
    expect(markupIn('- '.repeat(10))).toBeGreaterThan(20);
  });

  it.each([
    ['an opening bracket with the characters searched after it', `${'['.repeat(300)}${'#+'.repeat(4800)}`],
    ['a link with the length of its address', `${'//http://'.repeat(24)}${'你'.repeat(9700)}`],
  ])('counts %s', (_name, text) => {
    expect(markupIn(text)).toBeGreaterThan(mostMarkup);
  });
});
