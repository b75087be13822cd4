import fc from 'fast-check';

const fragment = fc.oneof(
  fc.constantFrom('\n', '\n\n', ' ', '-', '+', '1.', '1)', ':', '/', '.', '@', '"', "'", '!', '#', '=', '|', '(', ')'),
  fc.constantFrom('http', 'https://a.b', 'www.a.com', 'a@b.com', 'mailto:', '&amp;', '---', '===', '\u00a0', '\ufeff'),
  fc.constantFrom('\u2028', '\u0085', '\t', '\r', '{', '}', '$', '%', '^', ';', ',', '?', '(c)', '...', '2023'),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.lorem({ maxCount: 3 }),
  fc.constantFrom(
    '**',
    '*',
    '`',
    '```',
    '> ',
    '- ',
    '[',
    '](',
    '](https://a.b/"x',
    '~~',
    '\\',
    '&',
    '<b>',
    '&quot;',
    '\n\n',
  ),
  fc.constantFrom(
    ' "t")',
    '<https://a.b>',
    '![',
    '&lt;',
    '0. ',
    '    ',
    '  \n',
    '1) ',
    '***',
    '___',
    '?q="&amp;"',
    '<br>',
  ),
  fc.constantFrom('\u202e', '\u2067', '\u202c', '\u2069', 'عربي', 'a', '12. ', '1234. ', '。', '「'),
);

/** Random sequences of Markdown and words. */
export const markdownTexts = fc.array(fragment, { maxLength: 16 }).map((parts) => parts.join(''));
