import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { type Newspaper, type Reader, openNewspaper } from '#test/support/browser/newspaper';
import { until } from '#test/support/time/until';

const site = '/v1/sites/default';
const threads = 20;
const numbers = Array.from({ length: 200 }, (_, n) => n);

/** A page of threads and counts, at whatever address it is asked for. */
const manyOnOne = (service: string): string => `<!doctype html><title>Many</title>
  <script type="module" src="${service}/widget.js"></script>
  ${numbers.map((n) => `<comment-count article="many-${n} ${n < 100 ? '文'.repeat(190) : ''}"></comment-count>`).join('\n')}
  ${numbers
    .slice(0, threads)
    .map((n) => `<comment-thread article="thread-${n}"></comment-thread>`)
    .join('\n')}`;

describe('a page with many threads and counts', () => {
  let paper: Newspaper;
  let reader: Reader;
  let host: Server;
  let url: string;
  let html: string;

  beforeAll(async () => {
    paper = await openNewspaper();
    html = manyOnOne(paper.world.url);
    host = createServer((_, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(html));
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    reader = await paper.reader();
  }, 60_000);
  afterAll(async () => {
    await reader?.close();
    host?.closeAllConnections();
    host?.close();
    await paper?.stop();
  });

  /** Streams that are open now, of all pages of a reader. */
  const openStreams = new Set<object>();
  const watch = (page: Page): void => {
    page.on('request', (request) => {
      if (!new URL(request.url()).pathname.endsWith('/live')) return;
      openStreams.add(request);
      expect(request.url().length).toBeLessThanOrEqual(8100);
    });
    page.on('requestfailed', (request) => openStreams.delete(request));
    page.on('requestfinished', (request) => openStreams.delete(request));
    page.on('close', () => openStreams.clear());
  };
  /** Waits for the button that shows a new comment in its thread. */
  const arrives = async (page: Page, thread: number, count = '1 new comment'): Promise<void> => {
    const at = page.locator(`comment-thread[article="thread-${thread}"]`);
    await at.getByRole('button', { name: count, exact: true }).waitFor();
  };

  it('gets updates of all of them on one stream, posts at once, and splits requests for counts into short addresses', async () => {
    const { page, complaints } = reader;
    watch(page);
    const asked: string[] = [];
    page.on('request', (request) => request.url().includes('/counts?') && asked.push(request.url()));
    await paper.post(encodeURIComponent(`many-7 ${'文'.repeat(190)}`), 'Counted');
    await page.goto(url);
    await page
      .getByRole('heading', { name: /^\d+ comments?$/ })
      .nth(threads - 1)
      .waitFor();
    await page.locator('comment-count', { hasText: '1 comment' }).waitFor();
    await until('all counts are there', async () => (await page.locator('comment-count:not(:empty)').count()) === 200);
    expect(Math.max(...asked.map((one) => one.length))).toBeLessThanOrEqual(8100);
    await paper.post(`thread-${threads - 1}`, 'For the last one');
    await arrives(page, threads - 1);
    expect(openStreams.size).toBe(1);
    const first = page.locator('comment-thread[article="thread-0"]');
    await first.getByLabel('Leave a comment').last().fill('Posted while all is open');
    await first.getByLabel('Name').fill('Ada');
    await first.getByRole('button', { name: 'Post comment' }).click();
    await first.locator('.body', { hasText: 'Posted while all is open' }).waitFor();
    expect(complaints).toEqual([]);
  }, 60_000);

  it('shares that stream with another page, which goes on without it and misses nothing', async () => {
    const leader = reader.page;
    const other = await reader.context.newPage();
    watch(other);
    await other.goto(url);
    await other
      .getByRole('heading', { name: /^\d+ comments?$/ })
      .nth(threads - 1)
      .waitFor();
    await paper.post('thread-3', 'For both');
    await arrives(leader, 3);
    await arrives(other, 3);
    expect(openStreams.size).toBe(1);
    await leader.close();
    await paper.post('thread-4', 'While no page is open');
    await paper.post('thread-3', 'Another one');
    await arrives(other, 4);
    await arrives(other, 3, '2 new comments');
    expect(openStreams.size).toBe(1);
    await other.close();
  }, 60_000);

  it.each([
    ['a canonical address of another site', '<link rel="canonical" href="https://elsewhere.example/a?b=c">'],
    ['a canonical address that is none', '<link rel="canonical" href="http://[">'],
    ['a base of another path', '<base href="/other/">'],
  ])('keeps its address and its query, and takes comments, with %s', async (_, head) => {
    html = `<!doctype html>${head}<script type="module" src="${paper.world.url}/widget.js"></script><comment-thread></comment-thread>`;
    const page = await reader.context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(`${url}/story?page=2&utm_source=x`);
    const thread = page.locator('comment-thread');
    await thread.getByLabel('Leave a comment').last().fill('Here');
    if (await thread.getByLabel('Name').count()) await thread.getByLabel('Name').fill('Ada');
    await thread.getByRole('button', { name: 'Post comment' }).click();
    await thread.locator('.body', { hasText: 'Here' }).waitFor();
    await page.evaluate(() =>
      Object.defineProperty(navigator.clipboard, 'writeText', { value: () => Promise.reject(new Error('no')) }),
    );
    await thread.getByRole('button', { name: 'Share' }).first().click();
    await page.waitForURL(/#comment-/);
    expect(page.url()).toMatch(/\/story\?page=2&utm_source=x#comment-[0-9a-f-]{36}$/);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('shows ages by the clock of the service, even if the reader’s clock is wrong', async () => {
    await paper.post('clock', 'Just written');
    html = `<!doctype html><script type="module" src="${paper.world.url}/widget.js"></script><comment-thread article="clock"></comment-thread>`;
    for (const days of [-3, 3]) {
      const page = await reader.context.newPage();
      await page.clock.install({ time: Date.now() + days * 86_400_000 });
      await page.goto(url);
      await page.locator('comment-thread time', { hasText: /now|minute/ }).waitFor();
      await page.close();
    }
  });

  it('comments on the page around it in a frame that has no address', async () => {
    const frame = `<script type=module src=${paper.world.url}/widget.js></script><comment-thread></comment-thread>`;
    html = `<!doctype html><iframe srcdoc="${frame}"></iframe>`;
    const page = await reader.context.newPage();
    await page.goto(`${url}/framed?fbclid=1`);
    const thread = page.frameLocator('iframe').locator('comment-thread');
    await thread.getByLabel('Leave a comment').last().fill('From a frame');
    if (await thread.getByLabel('Name').count()) await thread.getByLabel('Name').fill('Ada');
    await thread.getByRole('button', { name: 'Post comment' }).click();
    await thread.locator('.body', { hasText: 'From a frame' }).waitFor();
    await paper.world.settled();
    const { body } = await paper.world.call('GET', `${site}/articles/${encodeURIComponent(`${url}/framed`)}`);
    expect(body.commentCount).toBe(1);
    await page.close();
  });
});
