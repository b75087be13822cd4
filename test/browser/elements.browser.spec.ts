import { type Newspaper, type Reader, openNewspaper } from '#test/support/browser/newspaper';
import { type OwnPages, serveOwnPages, watchCalls } from '#test/support/browser/own-pages';
import type { Locator } from 'playwright-core';

/** The elements as scripts of a page see them. */
type Thread = HTMLElement & Record<string, unknown>;

describe('the elements', () => {
  let paper: Newspaper;
  let reader: Reader;
  let pages: OwnPages;
  let script: string;
  let thread: Locator;

  beforeAll(async () => {
    paper = await openNewspaper();
    pages = await serveOwnPages();
    script = `<script type="module" src="${paper.world.url}/widget.js"></script>`;
    for (const article of ['one', 'two', 'three']) await paper.post(article, `Words on ${article}`);
  }, 60_000);
  afterAll(async () => {
    pages?.stop();
    await paper?.stop();
  });
  beforeEach(async () => {
    reader = await paper.reader();
    thread = reader.page.locator('comment-thread').first();
  });
  afterEach(async () => {
    expect(reader.complaints).toEqual([]);
    await reader.close();
  });

  const open = (html: string, address = '/') => {
    pages.files['/'] = `<!doctype html><html lang="en"><title>Own</title>${html}</html>`;
    return reader.page.goto(pages.url + address);
  };
  const set = (properties: Record<string, unknown>) =>
    thread.evaluate((element, given) => void Object.assign(element, given), properties);
  const shows = (article: string) => thread.locator('.body', { hasText: `Words on ${article}` }).waitFor();
  const listed = async (article: string): Promise<string[]> => {
    await paper.world.settled();
    const { body } = await paper.world.call('GET', `/v1/sites/default/articles/${article}/comments`);
    return body.comments.map((comment: { body: string }) => comment.body);
  };

  it('follow a changed article, and keep each draft with its article', async () => {
    await open(
      `${script}<comment-count article="one">…</comment-count><comment-thread article="one"></comment-thread>`,
    );
    await shows('one');
    const field = thread.getByLabel('Leave a comment').last();
    await field.fill('Meant for the first');
    await reader.page.evaluate(() => {
      for (const element of document.querySelectorAll('comment-thread, comment-count'))
        Object.assign(element, { article: 'two' });
    });
    await shows('two');
    await expect(field.inputValue()).resolves.toBe('');
    await field.fill('Meant for the second');
    await thread.getByLabel('Name').fill('Ada');
    await thread.getByRole('button', { name: 'Post comment' }).click();
    await thread.locator('.comment', { hasText: 'Meant for the second' }).waitFor();
    await expect(listed('one')).resolves.toEqual(['Words on one']);
    await expect(listed('two')).resolves.toContain('Meant for the second');
    await reader.page.locator('comment-count', { hasText: '2 comments' }).waitFor();
    await thread.evaluate((element) => element.setAttribute('article', 'one'));
    await shows('one');
    await expect(field.inputValue()).resolves.toBe('Meant for the first');
  });

  it('post nothing to an article that the page has left, even if only the address changed', async () => {
    await open(`${script}<comment-thread></comment-thread>`, '/?page=1');
    await thread.getByText('No comments yet').waitFor();
    await thread.getByLabel('Leave a comment').last().fill('Too late');
    await thread.getByLabel('Name').fill('Ada');
    const calls = watchCalls(paper, reader);
    await thread.evaluate((element) => {
      history.pushState(null, '', '/?page=2');
      element.shadowRoot?.querySelector<HTMLElement>('[type=submit]')?.click();
    });
    await thread.getByText('No comments yet').waitFor();
    await expect(thread.getByLabel('Leave a comment').last().inputValue()).resolves.toBe('');
    expect(calls.filter((call) => call.startsWith('POST'))).toEqual([]);
    expect(calls.filter((call) => call.includes('page=2/comments'))).toHaveLength(1);
  });

  it('use properties that were set before the elements were defined, and treat absent values as absent', async () => {
    await open('<comment-thread title="kept"></comment-thread><comment-count></comment-count>');
    await reader.page.evaluate(() => {
      for (const element of document.querySelectorAll<Thread>('comment-thread, comment-count'))
        Object.assign(element, { article: 'three', site: null, sort: undefined, token: null, lang: null, lazy: false });
    });
    await thread.evaluate((element) =>
      Object.assign(element, { tokenProvider: null, signIn: '/login', theme: 'dark' }),
    );
    const calls = watchCalls(paper, reader);
    await reader.page.addScriptTag({ type: 'module', url: `${paper.world.url}/widget.js` });
    await shows('three');
    await reader.page.locator('comment-count', { hasText: '1 comment' }).waitFor();
    expect(calls.toSorted()).toEqual([
      'GET default/articles/three/comments?sort=newest',
      'GET default/counts?article=three',
    ]);
    const read = ['article', 'site', 'sort', 'theme', 'signIn', 'lazy', 'title', 'lang', 'token', 'tokenProvider'];
    await expect(
      thread.evaluate((element: Thread, names) => names.map((name) => element[name]), read),
    ).resolves.toEqual(['three', 'default', 'newest', 'dark', '/login', false, 'kept', '', '', null]);
    await set({ article: undefined, title: undefined, theme: undefined, signIn: null });
    await thread.getByText('No comments yet').waitFor();
    await expect(thread.evaluate((element) => element.getAttributeNames())).resolves.toEqual([]);
    await expect(thread.evaluate((element: Thread) => element['article'])).resolves.toBe(`${pages.url}/`);
  });

  it('send one request, however often they are moved, cloned or set in a row', async () => {
    await open(`${script}<main></main><aside></aside>`);
    const calls = watchCalls(paper, reader);
    await reader.page.evaluate(() => {
      const [main, aside] = [document.querySelector('main'), document.querySelector('aside')];
      const made = document.createElement('comment-thread');
      made.setAttribute('article', 'one');
      main?.append(made);
      Object.assign(made, { article: 'two', sort: 'oldest' });
      aside?.append(made);
      made.remove();
      main?.append(made);
      Object.assign(made, { article: 'one' });
    });
    await shows('one');
    await thread.getByLabel('Leave a comment').last().fill('Half a thought');
    expect(calls).toEqual(['GET default/articles/one/comments?sort=oldest']);
    // Turbo awaits something while it carries an element over.
    await thread.evaluate(async (element) => {
      element.remove();
      await Promise.resolve().then(() => undefined);
      document.querySelector('aside')?.append(element);
    });
    await expect(thread.getByLabel('Leave a comment').last().inputValue()).resolves.toBe('Half a thought');
    expect(calls).toHaveLength(1);
    // Another article each: what was asked for once, a cache may ask for again by itself.
    await thread.evaluate((element) => {
      const clone = element.cloneNode(true);
      element.after(clone);
      Object.assign(clone, { article: 'two' });
    });
    await reader.page.locator('[article=two] .body').first().waitFor();
    await thread.evaluate(async (element) => {
      element.remove();
      await new Promise((resolve) => setTimeout(resolve)); // a later task
      Object.assign(element, { article: 'three' });
      document.querySelector('main')?.append(element);
    });
    await reader.page.locator('[article=three] .body').first().waitFor();
    expect(calls.slice(1)).toEqual([
      'GET default/articles/two/comments?sort=oldest',
      'GET default/articles/three/comments?sort=oldest',
    ]);
  });

  it('keep a reply, its text and the focus through another token, language, order and look', async () => {
    await paper.post('two', 'More words');
    await open(`${script}<comment-thread article="two"></comment-thread>`);
    await shows('two');
    await thread.locator('.item', { hasText: 'Words on two' }).getByRole('button', { name: 'Reply' }).click();
    const reply = thread.locator('.item .composer textarea');
    await reply.fill('I have begun');
    const calls = watchCalls(paper, reader);
    const token = await paper.world.token({ sub: 'lea', name: 'Lea' });
    await set({ article: 'two', sort: 'newest', token: '' });
    await set({ token });
    await thread.getByText('Writing as Lea').first().waitFor();
    expect(calls.map((call) => call.split('?')[0])).toEqual(['GET default/articles/two/viewer']);
    // Whatever gives the same token changes nothing.
    await thread.evaluate((element: Thread, same) => void Object.assign(element, { tokenProvider: () => same }), token);
    await set({ lang: 'de', sort: 'oldest', theme: 'dark', signIn: '/login', title: 'Another' });
    await thread.getByRole('link', { name: 'Älteste' }).and(thread.locator('[aria-current=true]')).waitFor();
    await reader.page.evaluate(() => document.querySelector('comment-thread')?.removeAttribute('lang'));
    await reader.page.evaluate(() => (document.documentElement.lang = 'fr'));
    await thread.getByRole('link', { name: 'Plus anciens' }).waitFor();
    await expect(reply.inputValue()).resolves.toBe('I have begun');
    await expect(reply.evaluate((field) => (field.getRootNode() as ShadowRoot).activeElement === field)).resolves.toBe(
      true,
    );
    expect(calls.filter((call) => call.includes('/comments?'))).toHaveLength(1);
    await thread.evaluate((element: Thread) => void Object.assign(element, { tokenProvider: null, token: null }));
    await thread.getByLabel('Nom').first().waitFor();
    await expect(reply.inputValue()).resolves.toBe('I have begun');
  });

  it('show a linked comment only in its own thread, centred, and report if it no longer exists', async () => {
    const id = await paper.post('three', 'The one that was linked');
    for (let n = 0; n < 12; n++) await paper.post('three', `Later words ${n}`);
    await open(
      `${script}<comment-thread article="one"></comment-thread><p style="height: 4000px"></p>
       <comment-thread article="two" lazy></comment-thread><comment-thread article="three" lazy></comment-thread><p style="height: 4000px"></p>`,
      `/#comment-${id}`,
    );
    const own = reader.page.locator('comment-thread[article=three]');
    await own.locator('.target', { hasText: 'The one that was linked' }).waitFor();
    await shows('one');
    await expect(reader.page.getByText('The one that was linked').count()).resolves.toBe(1);
    const box = await own.locator('.target').boundingBox();
    const middle = (box?.y ?? 0) + (box?.height ?? 0) / 2;
    expect(Math.abs(middle - 360)).toBeLessThan(60);
    await reader.page.evaluate(() => (location.hash = `comment-${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}`));
    await thread.getByText('This link leads to a comment that no longer exists.').waitFor();
    await expect(reader.page.getByText('a comment that no longer exists').count()).resolves.toBe(1);
    // The browser logs each request that failed.
    reader.complaints.splice(0);
  });
});
