import fc from 'fast-check';
import { renderMarkdown } from './render-markdown.ts';
import { shownText } from './shown-text.ts';
import { markdownTexts } from './specification/markdown-texts.ts';

/** Returns the source of a word that is shown. */
const typedFor = (body: string, word: string): string => {
  const { text, starts, ends } = shownText(body).shown;
  const at = text.indexOf(word);
  return at < 0 ? `not in ${JSON.stringify(text)}` : body.slice(starts[at], ends[at + word.length - 1]);
};

const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
const isOrdered = (places: readonly number[]): boolean =>
  places.every((place, at) => at === 0 || (places[at - 1] ?? 0) <= place);
const withoutBlanks = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

describe('the text that readers see', () => {
  it.each([
    ['plain words', 'You idiot!', 'idiot', 'idiot'],
    ['emphasis inside a word', 'an id**iot** he is', 'idiot', 'id**iot'],
    ['emphasis inside a word, in parts', 'i*d*iot', 'idiot', 'i*d*iot'],
    ['underscores', '__idiot__', 'idiot', 'idiot'],
    ['emphasis in emphasis', '***id***iot', 'idiot', 'id***iot'],
    ['emphasis too deep to be any', `${'*'.repeat(20)}idiot${'*'.repeat(20)}`, 'idiot', 'idiot'],
    ['strong emphasis too deep to be any', `${'**'.repeat(8)}idiot${'**'.repeat(8)}`, '****idiot****', '****idiot****'],
    ['marks that are none', 'a *** b', '***', '***'],
    ['what is struck through', 'id~~io~~t', 'idiot', 'id~~io~~t'],
    ['a character by its number', '&#105;diot', 'idiot', '&#105;diot'],
    ['characters by their numbers', 'x &#x69;&#x64;&#x69;&#x6f;&#x74; y', 'idiot', '&#x69;&#x64;&#x69;&#x6f;&#x74;'],
    ['a blank by its name', 'kill&nbsp;yourself', 'kill\u00a0yourself', 'kill&nbsp;yourself'],
    ['an escape', 'idi\\_ot', 'idi_ot', 'idi\\_ot'],
    ['a backslash that escapes nothing', 'idi\\ot', 'idi\\ot', 'idi\\ot'],
    ['a line that ends in a backslash', 'kill\\\nyourself', 'kill\nyourself', 'kill\\\nyourself'],
    ['a line that ends in blanks', 'kill  \n   yourself', 'kill\nyourself', 'kill  \n   yourself'],
    ['a line of Windows', 'a `x`\r\nkill\r\nyourself', 'kill\nyourself', 'kill\r\nyourself'],
    ['the words of a link', '[id](mailto:a@b.example)iot', 'idiot', 'id](mailto:a@b.example)iot'],
    ['the destination of a link', '[a.com](https://b.example/)', '(b.example)', '](https://b.example/)'],
    ['a link in a link', '[id <https://a.example> x](https://b.example)', 'a.example', 'a.example'],
    ['an address in angles', '<https://a.example/x>', 'https://a.example/x', 'https://a.example/x'],
    ['an address', 'a *b* https://a.example/x c', 'https://a.example/x', 'https://a.example/x'],
    ['the text after an address', '_https://a.example/x_ idiot', 'idiot', 'idiot'],
    ['a decoded address', 'see https://a.example/%69diot now', 'idiot', '%69diot'],
    ['an address of mail', 'x &amp; mailto:a@b.example idiot', 'idiot', 'idiot'],
    ['an address of mail, decoded', '*x* mailto:a@xn--mnchen-3ya.example y', 'münchen', 'xn--mnchen-3ya'],
    ['code', '*a* `` id`iot ``', 'id`iot', 'id`iot'],
    ['code on two lines', '`kill\nyourself`', 'kill yourself', 'kill\nyourself'],
    ['a fence', '```\nyou *idiot*\n```', '*idiot*', '*idiot*'],
    ['a fence in a list', '- ```\n  a\n\n    idiot\n  ```', 'idiot', 'idiot'],
    ['a fence after tabs', '-\t```\n\t\tidiot', 'idiot', 'idiot'],
    ['a quote', '> you\n> id*iot*', 'idiot', 'id*iot'],
    ['a quote that goes on without its mark', '> kill\nyourself', 'kill\nyourself', 'kill\nyourself'],
    ['an item of a list', '1. a\n2. idiot', 'idiot', 'idiot'],
    ['two paragraphs', '*kill*\n\nyourself', 'kill\nyourself', 'kill*\n\nyourself'],
    ['a surrogate pair', '**😀idiot**', '😀idiot', '😀idiot'],
  ])('is traced to its source: %s', (_what, body, word, typed) => {
    expect(typedFor(body, word)).toBe(typed);
  });

  it('is the text as typed if there is too much markup', () => {
    const body = '*a*'.repeat(1000);
    expect(shownText(body).shown.text).toBe(body);
    const lists = '- '.repeat(9).concat('a\n').repeat(90);
    expect(withoutBlanks(shownText(lists).shown.text)).toBe(withoutBlanks(textOf(renderMarkdown(lists))));
  });

  it('equals the text of the rendered HTML, with ordered source ranges', () => {
    fc.assert(
      fc.property(markdownTexts, (body) => {
        const { text, starts, ends } = shownText(body).shown;
        expect(withoutBlanks(text)).toBe(withoutBlanks(textOf(renderMarkdown(body))));
        expect([starts.length, ends.length]).toEqual([text.length, text.length]);
        expect(isOrdered(starts) && isOrdered(ends)).toBe(true);
        expect(starts.every((start, at) => start >= 0 && start <= (ends[at] ?? 0))).toBe(true);
        expect(ends.at(-1) ?? 0).toBeLessThanOrEqual(body.length);
      }),
      { numRuns: 500 },
    );
  });

  it('traces each letter to the place where it was typed', () => {
    const marks = fc.constantFrom(
      '**',
      '*',
      '_',
      '~~',
      ' ',
      '\n',
      '> ',
      '- ',
      '\n\n',
      '`',
      '[',
      '](https://a.example)',
    );
    const words = fc.stringMatching(/^[a-z]{1,4}$/);
    const texts = fc.array(fc.oneof(marks, words), { maxLength: 20 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (body) => {
        const { text, starts, ends } = shownText(body).shown;
        const wrong = Array.from(text, (letter, at) => ({ letter, typed: body.slice(starts[at], ends[at]) })).filter(
          ({ letter, typed }) => /\S/.test(letter) && typed.length < 2 && typed !== letter,
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the links of a text', () => {
  it.each([
    ['[a](&#104;ttps://a.example) [b](&#104;ttps://b.example)', ['https://a.example', 'https://b.example']],
    ['[a](https&#58;//a.example)', ['https://a.example']],
    ['_https://a.example/x_ _https://b.example/y_', ['https://a.example/x_', 'https://b.example/y_']],
    [
      '[a](mailto:x@a.example) mailto:y@b.example <z@c.example>',
      ['mailto:x@a.example', 'mailto:y@b.example', 'mailto:z@c.example'],
    ],
    ['[<https://a.example>](https://b.example)', ['https://b.example', 'https://a.example']],
    ['https://a.example https://a.example', ['https://a.example', 'https://a.example']],
    ['`https://a.example` \\[a](x) [a](javascript:x) [a]() www.a.example', []],
    ['HTTPS://MÜNCHEN.example', ['https://xn--mnchen-3ya.example']],
  ])('are the rendered ones: %s', (body, links) => {
    expect(shownText(body).links).toEqual(links);
  });
});
