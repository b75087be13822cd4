import { parsePage, renderPage } from './manual-markdown.ts';
import { placesOf } from './search-index.ts';
import { sidebarOf } from './sidebar.ts';

const shown = (source: string): string => renderPage(parsePage(source, (link) => link));

describe('a page', () => {
  it('shows HTML as it was typed, and no comments', () => {
    const html = shown('<script>alert(1)</script>\n\n<!-- for a spec -->\n\nA <b onclick="x()">word</b><!-- note -->.');
    expect(html).not.toMatch(/<(?:script|b)\b/);
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toMatch(/for a spec|note/);
  });

  it('keeps markup out of code', () => {
    expect(shown('```html\n<img src=x onerror=alert(1)>\n```')).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x'])('has no link to %s', (address) => {
    expect(shown(`[a](${address})`)).not.toContain('href');
  });

  it('shows the text of a link to a file that is not served', () => {
    const html = renderPage(parsePage('[config](../config.ts)', () => undefined));
    expect(html).toContain('<a class="file">config</a>');
  });

  it('names headings as GitHub does', () => {
    const { headings } = parsePage('# The `log`\n\n## A: b & c\n\n## A: b & c\n\n### Ältere *Worte*', (link) => link);
    expect(headings.map(({ id }) => id)).toEqual(['the-log', 'a-b--c', 'a-b--c-1', 'ältere-worte']);
  });
});

describe('the search index', () => {
  it('has an entry for each heading, with the text below it', () => {
    const page = parsePage('# Page\n\nIntro.\n\n## Part\n\nOne *two*.\n\n```sh\nnpm start\n```', (link) => link);
    expect(placesOf('page', page)).toEqual([
      { address: 'page', page: 'Page', heading: 'Page', text: 'Intro.' },
      { address: 'page#part', page: 'Page', heading: 'Part', text: 'One two. npm start ' },
    ]);
  });
});

describe('the sidebar', () => {
  it('has the first link of each entry, below the headings of the index', () => {
    const index =
      '# Docs\n\n[Elsewhere](x)\n\n## Start\n\n- [Quick start](start): ten [minutes](m)\n- no link\n\n## Run\n\n- [Run `it`](run)';
    expect(sidebarOf(parsePage(index, (link) => link).tokens)).toEqual([
      { title: 'Start', links: [{ text: 'Quick start', address: 'start' }] },
      { title: 'Run', links: [{ text: 'Run it', address: 'run' }] },
    ]);
  });
});
