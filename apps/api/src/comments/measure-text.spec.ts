import fc from 'fast-check';
import { Policy } from '#contracts/policy';
import { nothingKnown } from '#domain/screening/phase';
import { screen } from '#domain/screening/screen';
import { measureText } from './measure-text.ts';

const [rlo, lro, pdf] = ['\u202e', '\u202d', '\u202c'];
const findings = (body: string, policy: object) => screen(measureText(body), nothingKnown, Policy.parse(policy));

/** The typed characters in the ranges that a rule found. */
const marked = (body: string, policy: object): string[] =>
  findings(body, policy).flatMap(({ evidence }) =>
    Array.isArray(evidence['ranges']) ? evidence['ranges'].map(([start, end]) => body.slice(start, end)) : [],
  );

describe('a banned word', () => {
  const banned = { bannedWords: ['idiot', 'kill yourself'] };

  it.each([
    ['an id**iot** he is', 'id**iot'],
    ['i*d*iot', 'i*d*iot'],
    ['__id__iot, *__~~idiot~~__*', 'idiot'],
    ['&#105;diot', '&#105;diot'],
    ['&#x69;&#x64;&#x69;&#x6f;&#x74;', '&#x69;&#x64;&#x69;&#x6f;&#x74;'],
    ['[id](mailto:a@b.example)iot', 'id](mailto:a@b.example)iot'],
    ['[i](https://a.example)[diot](https://b.example)', 'i](https://a.example)[diot'],
    ['id&zwnj;iot', 'id&zwnj;iot'],
    ['id&shy;iot', 'id&shy;iot'],
    ['kill **yourself**', 'kill **yourself'],
    ['kill&nbsp;yourself', 'kill&nbsp;yourself'],
    ['kill\\\nyourself', 'kill\\\nyourself'],
    ['kill  \nyourself', 'kill  \nyourself'],
    ['> kill\n> yourself', 'kill\n> yourself'],
    ['- kill\n\n  yourself', 'kill\n\n  yourself'],
    ['- an id*iot*', 'id*iot'],
    ['```\nidiot\n```', 'idiot'],
    ['`idi`ot', 'idi`ot'],
    ['\\idiot, <idiot>', 'idiot'],
    ['see https://a.example/%69diot', '%69diot'],
    ['[a.com](https://idiot.example)', '](https://idiot.example)'],
    [`${rlo}toidi na era uoY${pdf}`, 'toidi'],
    ['&#x202e;to&#x202c;idi, you &#x202e;toidi', 'toidi'],
    [`${rlo}**toi**di${pdf}`, 'toi**di'],
    [`${lro}idiot${pdf}`, `idiot${pdf}`],
    [`${rlo}idiot${pdf}`, `idiot${pdf}`],
  ])('is found in the rendered text and marked in the typed text: %j', (body, typed) => {
    expect(marked(body, banned)).toContain(typed);
  });

  it.each([
    'id\\*iot\\*',
    'id&amp;iot',
    '*id* iot',
    'id **iot**',
    'a killing, **yourself** included',
    '&amp;#105;diot',
  ])('is not found if readers do not see it: %j', (body) => {
    expect(marked(body, banned)).toEqual([]);
  });

  it('is found with any emphasis marks between its letters', () => {
    const parts = fc.tuple(...Array.from('idiot', () => fc.constantFrom('', '**', '~~', '*')));
    fc.assert(
      fc.property(parts, (marks) => {
        const body = `you ${Array.from('idiot', (letter, at) => letter + (marks[at] ?? '')).join('')} you`;
        const isShown = measureText(body).shown.text.includes('idiot');
        expect(marked(body, banned).length).toBe(isShown ? 1 : 0);
      }),
    );
  });
});

describe('the links of a text', () => {
  it.each([
    [
      '[a](&#104;ttps://a.example) [b](&#104;ttps://b.example) [c](&#x68;ttps://c.example)',
      'a.example, b.example, c.example',
    ],
    ['[a](https&#58;//a.example) [b](https&#58;//b.example)', 'a.example, b.example'],
    ['_https://a.example/x_ _https://b.example/y_', 'a.example, b.example'],
    ['[a](mailto:x@a.example) [b](mailto:y@b.example)', 'a.example, b.example'],
    ['[<https://b.example>](https://a.example)', 'a.example, b.example'],
  ])('are counted and reported as rendered: %j', (body, hosts) => {
    expect(findings(body, { holdLinks: 2 })).toMatchObject([{ rule: 'links', evidence: { hosts } }]);
  });

  it('are not counted in code, after an escape, or if they are not rendered', () => {
    const body = '`https://a.example https://b.example` \\[a](https:) [b](javascript:b) [c]()';
    expect(measureText(body).links).toEqual([]);
  });
});

describe('the other text rules', () => {
  it('count rendered characters: one for a character reference, none for a mark', () => {
    expect(measureText('**&#105;&#105;** &nbsp;x').length).toBe(5);
    expect(findings('*ab*', { minLength: 3 })).toMatchObject([{ rule: 'length', evidence: { length: 2, least: 3 } }]);
    expect(findings('**abc**', { minLength: 3, maxLength: 3 })).toEqual([]);
  });

  it('do not count characters that rendering adds', () => {
    expect(measureText(`${rlo}abc`).length).toBe(4);
    expect(measureText('https://xn--mnchen-3ya.example').length).toBe(23);
    expect(measureText('https://\u0430\u0440\u0440\u04cf\u0435.com').length).toBe(17);
  });

  it('detect shouting and repeated characters with marks in between', () => {
    expect(marked('n&#111;**oo**o!', { holdRepeatedCharacters: 4 })).toEqual(['&#111;**oo**o']);
    const loud = 'WHY *DOES* NO ONE &#76;ISTEN TO ME';
    expect(findings(loud, { holdShouting: 80 })).toMatchObject([{ rule: 'shouting', evidence: { capitals: 22 } }]);
  });
});

describe('a hostile text', () => {
  it.each(['*', '`', '[', '](', '> ', '&#105;', '\\', rlo, '[a](https://a.example)', '**a', '_a_ ', '~~~\n'])(
    'has a start and an end for each rendered character: %j repeated',
    (piece) => {
      const body = piece.repeat(10_000 / piece.length);
      const { shown } = measureText(body);
      expect([shown.starts.length, shown.ends.length]).toEqual([shown.text.length, shown.text.length]);
    },
  );
});
