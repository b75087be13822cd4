import { bundleFrameworks } from '#test/support/browser/framework-bundles';
import { type Newspaper, type Reader, openNewspaper } from '#test/support/browser/newspaper';
import { type OwnPages, serveOwnPages, watchCalls } from '#test/support/browser/own-pages';
import type { Locator } from 'playwright-core';

describe('the elements in pages of', () => {
  let paper: Newspaper;
  let pages: OwnPages;
  let reader: Reader;
  let script: string;
  let thread: Locator;
  let count: Locator;
  let token: string;

  beforeAll(async () => {
    const [bundles, opened] = await Promise.all([bundleFrameworks(), openNewspaper()]);
    paper = opened;
    script = `<script type="module" src="${paper.world.url}/widget.js"></script>`;
    pages = await serveOwnPages(
      Object.fromEntries(Object.entries(bundles).map(([name, code]) => [`/${name}.js`, code])),
    );
    for (const article of ['one', 'two']) await paper.post(article, `Words on ${article}`);
    token = await paper.world.token({ sub: 'lea', name: 'Lea' });
  }, 120_000);
  afterAll(async () => {
    pages?.stop();
    await paper?.stop();
  });
  beforeEach(async () => {
    reader = await paper.reader();
    thread = reader.page.locator('comment-thread').first();
    count = reader.page.locator('comment-count').first();
  });
  afterEach(async () => {
    expect(reader.complaints).toEqual([]);
    await reader.close();
  });

  const shows = (article: string) => thread.locator('.body', { hasText: `Words on ${article}` }).waitFor();
  const field = () => thread.locator('textarea').first();
  const page = (article: string, more = '') =>
    `<!doctype html><html lang="en"><head><title>${article}</title>${more}</head><body>
     <a id="next" href="/two">Next</a><comment-count article="${article}">…</comment-count>
     <comment-thread article="${article}"></comment-thread></body></html>`;

  it.each(['react', 'vue', 'svelte'])(
    '%s follow its properties, before and after the elements are defined',
    async (framework) => {
      pages.files['/'] = `<!doctype html><html lang="en"><head><title>Own</title></head><body><main></main>
      <script type="module" src="/${framework}.js"></script></body></html>`;
      await reader.page.goto(pages.url);
      const show = (properties: Record<string, unknown>, who: string | null = null) =>
        reader.page.evaluate(
          ([given, given_token]) =>
            (globalThis as unknown as { show: (properties: unknown) => void }).show({
              ...(given as object),
              // Another function with each drawing, as components have it.
              tokenProvider: given_token === null ? null : () => given_token,
            }),
          [properties, who] as const,
        );
      const calls = watchCalls(paper, reader);
      await show({ article: 'one', title: 'First', lang: undefined }, token);
      await reader.page.addScriptTag({ type: 'module', url: `${paper.world.url}/widget.js` });
      await shows('one');
      await thread.getByText('Writing as Lea').waitFor();
      await count.filter({ hasText: '1 comment' }).waitFor();
      await field().fill('Half a thought');
      await show({ article: 'one', title: 'First again', lang: 'de' }, token);
      await count.filter({ hasText: '1 Kommentar' }).waitFor();
      await thread.getByText('Sie schreiben als Lea').waitFor();
      await expect(field().inputValue()).resolves.toBe('Half a thought');
      await show({ article: 'two', title: null, lang: null }, token);
      await shows('two');
      await expect(field().inputValue()).resolves.toBe('');
      await show({ article: 'two' });
      await thread.getByLabel('Name').waitFor();
      await show({ article: null });
      await thread.getByText('No comments yet').waitFor();
      await reader.page.evaluate(() => (globalThis as unknown as { leave: () => void }).leave());
      await thread.waitFor({ state: 'detached' });
      expect(calls.filter((call) => call.includes('/comments?')).map((call) => call.split('/comments')[0])).toEqual([
        'GET default/articles/one',
        'GET default/articles/two',
        `GET default/articles/${pages.url}/`,
      ]);
    },
  );

  it('a framework that sets properties before the elements are defined, and attributes after', async () => {
    pages.files['/'] = '<!doctype html><html lang="en"><title>Own</title><main></main></html>';
    await reader.page.goto(pages.url);
    await reader.page.evaluate((given) => {
      for (const name of ['comment-count', 'comment-thread']) {
        const element = document.createElement(name);
        Object.assign(element, { tokenProvider: () => given, article: 'two', lazy: false });
        document.querySelector('main')?.append(element);
        Object.assign(element, { article: 'one', title: undefined, lang: null });
      }
    }, token);
    await reader.page.addScriptTag({ type: 'module', url: `${paper.world.url}/widget.js` });
    await shows('one');
    await thread.getByText('Writing as Lea').waitFor();
    await thread.evaluate((element) => element.setAttribute('article', 'two'));
    await shows('two');
    await count.filter({ hasText: '1 comment' }).waitFor();
  });

  it('Turbo survive its visits, its cached pages, and going back', async () => {
    const head = `${script}<script type="module" src="/turbo.js"></script>`;
    Object.assign(pages.files, { '/': page('one', head), '/two': page('two', head) });
    await reader.page.goto(pages.url);
    await shows('one');
    await field().fill('For the first');
    await reader.page.click('#next');
    await reader.page.waitForURL('**/two');
    await shows('two');
    await expect(field().inputValue()).resolves.toBe('');
    await reader.page.goBack();
    await shows('one');
    await expect(field().inputValue()).resolves.toBe('For the first');
    await expect(reader.page.locator('comment-thread').count()).resolves.toBe(1);
  });

  it('Turbo survive visits that keep one element', async () => {
    const permanent = (article: string) =>
      page(article, `${script}<script type="module" src="/turbo.js"></script>`).replace(
        `<comment-thread article="${article}">`,
        '<comment-thread article="one" id="kept" data-turbo-permanent>',
      );
    Object.assign(pages.files, { '/': permanent('one'), '/two': permanent('two') });
    await reader.page.goto(pages.url);
    await shows('one');
    await field().fill('Still here');
    await thread.evaluate((element) => Object.assign(globalThis, { body: element.shadowRoot?.querySelector('.body') }));
    await reader.page.click('#next');
    await count.and(reader.page.locator('[article=two]')).filter({ hasText: '1 comment' }).waitFor();
    const isSame = thread.evaluate(
      (element) => element.shadowRoot?.querySelector('.body') === (globalThis as unknown as { body: Element }).body,
    );
    await expect(isSame).resolves.toBe(true);
    await expect(field().inputValue()).resolves.toBe('Still here');
  });

  /**
   * Astro itself is larger than all others together: here is what its router does, in the same order
   * (astro/dist/transitions/swap-functions.js).
   */
  it('Astro survive the swaps of its view transitions', async () => {
    Object.assign(pages.files, { '/': page('one', script), '/two': page('two', script) });
    await reader.page.goto(pages.url);
    await shows('one');
    await field().fill('For the first');
    await reader.page.evaluate(async () => {
      const html = await (await fetch('/two')).text();
      const next = new DOMParser().parseFromString(html, 'text/html');
      const swap = async (): Promise<void> => {
        document.title = next.title;
        document.body.replaceWith(next.body);
        await Promise.resolve();
        history.pushState(null, '', '/two');
      };
      await document.startViewTransition(swap).updateCallbackDone;
    });
    await shows('two');
    await count.filter({ hasText: '1 comment' }).waitFor();
    await field().fill('For the second');
    await thread.getByLabel('Name').fill('Ada');
    await thread.getByRole('button', { name: 'Post comment' }).click();
    await thread.locator('.comment', { hasText: 'For the second' }).waitFor();
    await paper.world.settled();
    const { body } = await paper.world.call('GET', '/v1/sites/default/articles/one/comments');
    expect(body.count).toBe(1);
  });
});
