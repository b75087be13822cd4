import fc from 'fast-check';
import { renderMarkdown, renderSanitized } from './render-markdown.ts';
import { markdownTexts } from './specification/markdown-texts.ts';

const link = (to: string, text: string, dir: 'auto' | 'ltr' = 'ltr') =>
  `<p dir="auto"><a href="${to}" rel="nofollow ugc noopener" dir="${dir}">${text}</a></p>\n`;

describe('the Markdown of comments', () => {
  it.each([
    ['plain words', 'Hello there', '<p dir="auto">Hello there</p>\n'],
    ['paragraphs and line breaks', 'a\nb\n\nc', '<p dir="auto">a<br />\nb</p>\n<p dir="auto">c</p>\n'],
    ['emphasis', '*a* **b** ~~c~~', '<p dir="auto"><em>a</em> <strong>b</strong> <s>c</s></p>\n'],
    ['a quote', '> quoted', '<blockquote dir="auto">\n<p dir="auto">quoted</p>\n</blockquote>\n'],
    ['inline code', '`a < b`', '<p dir="auto"><code>a &lt; b</code></p>\n'],
    ['a code block', '```js\n1 < 2\n```', '<pre tabindex="0"><code dir="auto">1 &lt; 2\n</code></pre>\n'],
    ['a list', '- a\n- b', '<ul dir="auto">\n<li dir="auto">a</li>\n<li dir="auto">b</li>\n</ul>\n'],
    ['a numbered list', '3. a', '<ol start="3" dir="auto">\n<li dir="auto">a</li>\n</ol>\n'],
    ['indented lines as text', '    a poem', '<p dir="auto">a poem</p>\n'],
    ['ampersands', 'R&B & more', '<p dir="auto">R&amp;B &amp; more</p>\n'],
    ['nothing', ' \n ', ''],
  ])('renders %s', (_name, text, html) => {
    expect(renderMarkdown(text)).toBe(html);
  });

  it('renders links with nofollow and noopener', () => {
    expect(renderMarkdown('[here](https://example.com/a?b=1&c=2)')).toBe(
      link('https://example.com/a?b=1&amp;c=2', 'here', 'auto'),
    );
    expect(renderMarkdown('https://example.com/ü')).toBe(link('https://example.com/%C3%BC', 'https://example.com/ü'));
    expect(renderMarkdown('<desk@example.com>')).toBe(link('mailto:desk@example.com', 'desk@example.com'));
  });

  it.each([
    ['# no heading', '# no heading'],
    ['![no](https://example.com/i.png)', 'no</a>'],
    ['| a | b |\n|---|---|\n| 1 | 2 |', '| 1 | 2 |'],
    ['a\n---', '---'],
    ['a\n===', '==='],
  ])('makes no headings, images, tables or rules, and keeps their text: %j', (text, kept) => {
    expect(renderMarkdown(text)).not.toMatch(/<(?:h\d|img|table|td|hr)/);
    expect(renderMarkdown(text)).toContain(kept);
  });

  it('keeps every script and emoji unchanged', () => {
    const text = 'שלום مرحبا 你好 здравствуйте 👩‍👩‍👧 é Z̸͔͝';
    expect(renderMarkdown(text)).toBe(`<p dir="auto">${text}</p>\n`);
  });

  it('shows raw HTML as typed', () => {
    expect(renderMarkdown('<b>bold</b>')).toBe('<p dir="auto">&lt;b&gt;bold&lt;/b&gt;</p>\n');
  });
});

describe('rendering without the sanitizer', () => {
  it('is not used for a link in a link', () => {
    const body = '[<https://a.b>](https://a.b/x) and [c](https://d.e)';
    expect(renderMarkdown(body)).toBe(renderSanitized(body));
  });

  it('gives exactly the output of the sanitizer', () => {
    fc.assert(
      fc.property(markdownTexts, (body) => {
        expect(renderMarkdown(body)).toBe(renderSanitized(body));
      }),
      { numRuns: 3000 },
    );
  });
});
