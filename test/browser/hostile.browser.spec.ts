import type { Route } from 'playwright-core';
import { type Newspaper, type Reader, openNewspaper } from '#test/support/browser/newspaper';

/** Texts that have broken comment systems. Each calls `gotcha` if it runs. */
const corpus = [
  '<script>gotcha()</script>',
  '<img src=x onerror=gotcha()>',
  '<svg onload=gotcha()>',
  '"><img src=x onerror=gotcha()>',
  "'-gotcha()-'",
  '[click](javascript:gotcha())',
  '[click](JaVaScRiPt:gotcha())',
  '[click](data:text/html;base64,PHNjcmlwdD5nb3RjaGEoKTwvc2NyaXB0Pg==)',
  '![x](x"onerror="gotcha())',
  '</textarea><script>gotcha()</script>',
  '</template><script>gotcha()</script>',
  '</script><script>gotcha()</script>',
  '<iframe srcdoc="<script>parent.gotcha()</script>"></iframe>',
  '<math><mtext></p><style><img src=x onerror=gotcha()></style>',
  '<a href="&#106;avascript:gotcha()">x</a>',
  '<!--<img src="--><img src=x onerror=gotcha()>',
  '{{constructor.constructor("gotcha()")()}}',
  '`<b onmouseover=gotcha()>`',
  '<form action=javascript:gotcha()><button>x</button></form>',
  '<style>@import "javascript:gotcha()"</style>',
];

describe('a page whose comments are hostile', () => {
  let paper: Newspaper;
  let reader: Reader;
  let caught: string[];

  beforeAll(async () => {
    paper = await openNewspaper();
    for (const text of corpus) await paper.post('hostile', text, { name: text.slice(0, 80) });
  });
  afterAll(() => paper?.stop());
  beforeEach(async () => {
    reader = await paper.reader();
    caught = [];
    await reader.page.exposeFunction('gotcha', () => caught.push('ran'));
    reader.page.on('dialog', (dialog) => {
      caught.push(dialog.message());
      void dialog.dismiss();
    });
  });
  afterEach(() => reader.close());

  it('shows every one of them as the characters that were typed, and runs none', async () => {
    const thread = await reader.open('hostile', { sort: 'oldest' });
    await thread.getByRole('heading', { name: `${corpus.length} comments` }).waitFor();
    await expect(thread.locator('.comment').count()).resolves.toBe(corpus.length);
    await expect(thread.locator('.name').first().textContent()).resolves.toBe(corpus[0]);
    for (const link of await thread.locator('.body a').all()) await link.click({ trial: true });
    const inside = thread
      .locator('.body')
      .locator('script, img, svg, iframe, style, form, [onerror], [onload], [onmouseover]');
    await expect(inside.count()).resolves.toBe(0);
    const targets = await thread
      .locator('.body a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(targets.filter((href) => !/^(https?|mailto):/.test(href ?? ''))).toEqual([]);
    expect(caught).toEqual([]);
    expect(reader.complaints).toEqual([]);
  });

  it.each(['', '?fragment='])('runs none of them in the page from the server (%s)', async (query) => {
    await reader.page.goto(`${paper.world.url}/v1/sites/default/articles/hostile/embed${query}`);
    await reader.page.locator('.comment').first().waitFor();
    await expect(reader.page.locator('.comment').count()).resolves.toBe(corpus.length);
    expect(caught).toEqual([]);
    // Not even the policy had to stop one.
    expect(reader.complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
  });

  it('runs none of them in a preview or a draft', async () => {
    const thread = await reader.open('hostile-preview');
    await thread.getByLabel('Leave a comment').last().fill(corpus.join('\n\n'));
    await thread.getByLabel('Name').fill('"><script>gotcha()</script>');
    await thread.getByRole('button', { name: 'Preview' }).click();
    await thread.locator('.preview', { hasText: '<svg onload=gotcha()>' }).waitFor();
    await reader.page.reload();
    await thread.getByText('No comments yet').waitFor();
    expect(caught).toEqual([]);
    expect(reader.complaints).toEqual([]);
  });
});

describe('a network that is slow or dead', () => {
  let paper: Newspaper;
  let reader: Reader;

  beforeAll(async () => {
    paper = await openNewspaper();
    await paper.post('slow', 'Worth the wait');
  });
  afterAll(() => paper?.stop());
  beforeEach(async () => {
    reader = await paper.reader();
  });
  afterEach(() => reader.close());

  it('leaves the article readable, and keeps a text that is typed meanwhile', async () => {
    const held: Route[] = [];
    await reader.page.route('**/articles/slow/comments?*', (route) => void held.push(route));
    const thread = await reader.open('slow');
    await thread.getByText('Loading comments…').waitFor({ state: 'attached' });
    await reader.page.getByRole('heading', { name: 'The old harbour bridge will close for two years' }).waitFor();
    await thread.getByLabel('Leave a comment').last().fill('Written while waiting');
    for (const route of held) await route.continue();
    await thread.getByText('Worth the wait').waitFor();
    await expect(thread.getByLabel('Leave a comment').last().inputValue()).resolves.toBe('Written while waiting');
  });

  it('shows an error, and tries again at a click', async () => {
    await reader.page.route('**/articles/slow/comments?*', (route) => route.abort());
    const thread = await reader.open('slow');
    await thread.getByText('The comments could not be loaded.').waitFor();
    await reader.page.unroute('**/articles/slow/comments?*');
    await thread.getByRole('button', { name: 'Try again' }).click();
    await thread.getByText('Worth the wait').waitFor();
  });

  it('leaves a listing page as the site delivered it', async () => {
    await reader.page.route('**/counts?*', (route) => route.abort());
    await reader.page.goto(paper.url);
    await reader.page.getByRole('link', { name: 'The old harbour bridge will close for two years' }).waitFor();
    await expect(reader.page.locator('comment-count').first().textContent()).resolves.toBe('');
  });
});
