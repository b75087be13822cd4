import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { type Newspaper, openNewspaper } from '#test/support/browser/newspaper';
import { type DeskTab, openDesk } from '#test/support/browser/desk-pages';

const article = '/v1/sites/default/articles/own';
const root = join(import.meta.dirname, '../..');

describe('the pages of the service', () => {
  let paper: Newspaper;
  let desk: DeskTab;

  beforeAll(async () => {
    paper = await openNewspaper();
    await paper.post('own', 'Already there');
    // Chromium reports these languages if its environment sets none.
    desk = await openDesk(paper, { name: 'Ada', roles: ['admin'] });
    await desk.page.addInitScript(`Object.defineProperty(Navigator.prototype, 'language', { get: () => 'C' });
      Object.defineProperty(Navigator.prototype, 'languages', { get: () => ['en-US@posix', 'C'] });`);
  }, 60_000);
  afterAll(async () => {
    await desk?.close();
    await paper?.stop();
  });

  const complaintsAbout = async (context: BrowserContext, paths: readonly string[]): Promise<string[]> => {
    const complaints: string[] = [];
    for (const path of paths) {
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(`${path} ${String(error)}`));
      page.on('console', (message) => message.type() === 'error' && complaints.push(`${path} ${message.text()}`));
      await page.goto(paper.world.url + path, { waitUntil: 'networkidle' }).catch(() => page.waitForLoadState('load'));
      await page.close();
    }
    return complaints;
  };

  it('cause no errors in the console', async () => {
    const { context, close } = await paper.reader();
    const paths = ['/desk/sign-in', `${article}/embed`, `${article}/embed?lang=ar`, '/docs', '/docs/problems'];
    expect(await complaintsAbout(context, paths)).toEqual([]);
    await close();
  }, 60_000);

  it('have an icon', async () => {
    const answer = await fetch(`${paper.world.url}/favicon.ico`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(await answer.text()).toBe(readFileSync(join(root, 'apps/console/public/icon.svg'), 'utf8'));
  });

  it('of the desk work if the browser reports a language tag that Intl rejects', async () => {
    await desk.open('numbers', 'Statistics');
    await desk.page.locator('.chart canvas').first().waitFor();
    await desk.page.locator('html[lang="en-US"]').waitFor();
    for (const place of ['list/pending', 'articles', 'policy', 'network']) await desk.open(place, /./);
    expect(desk.complaints).toEqual([]);
  });
});
