import { violations } from '#test/support/browser/accessibility';
import { type Newspaper, type Reader, openNewspaper } from '#test/support/browser/newspaper';

const isWiderThanScreen = 'document.documentElement.scrollWidth > innerWidth';

describe('the documentation at /docs', () => {
  let paper: Newspaper;
  let reader: Reader;
  beforeAll(async () => {
    paper = await openNewspaper();
    reader = await paper.reader();
  }, 60_000);
  afterAll(async () => {
    await reader?.close();
    await paper?.stop();
  });

  const open = (path: string) => reader.page.goto(paper.world.url + path, { waitUntil: 'load' });

  it('fits a phone and a wide screen, light and dark, and is accessible', async () => {
    const { page } = reader;
    await open('/docs/production');
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page, 'html')).toEqual([]);
      }
      for (const path of ['/docs', '/docs/events', '/docs/event-reference', '/docs/production']) {
        await open(path);
        expect({ path, width, isWider: await page.evaluate(isWiderThanScreen) }).toEqual({
          path,
          width,
          isWider: false,
        });
      }
    }
    await page.getByRole('button', { name: 'Copy' }).first().waitFor();
  }, 30_000);

  it('finds a heading by its words, and opens it', async () => {
    const { page } = reader;
    await open('/docs/sso');
    await page.keyboard.press('/');
    await page.keyboard.type('reverse prox');
    const hit = page.getByRole('link', { name: /Reverse proxies/ }).first();
    await hit.click();
    await page.waitForURL(/\/docs\/production#reverse-proxies$/);
  });

  it('tries calls of the API with a token, and shows the answers', async () => {
    const { page } = reader;
    await open('/docs/api');
    await page.locator('.auth-wrapper .authorize').click();
    const dialog = page.locator('.modal-ux');
    await dialog.locator('#auth-bearer-value').fill(await paper.world.token({ sub: 'ada', roles: ['analyst'] }));
    await dialog.locator('.authorize').first().click();
    await dialog.locator('.btn-done').first().click();
    expect(await tried('get', '/v1/events')).toMatch(/^200\s[^]*"nextAfter"/);
    expect(await tried('post', '/v1/sites/{site}/articles/{article}/comments')).toMatch(/^201\s[^]*"name": "ada"/);
    expect(await tried('post', '/v1/sites/{site}/moderation/decisions')).toMatch(
      /^403\s[^]*Requires role `moderator` or `admin`; your token has `analyst`/,
    );
    expect(reader.complaints.splice(0)).toEqual([expect.stringContaining('403')]);
  }, 60_000); // the page takes seconds on a busy machine

  /** Sends the example of an operation from the page, and returns the status and the answer that the page shows. */
  async function tried(method: string, path: string): Promise<string> {
    const operation = reader.page.locator(`.opblock-${method}:has([data-path="${path}"])`);
    await operation.locator('.opblock-summary-control').click();
    await operation.locator('.try-out__btn').click();
    await operation.locator('.execute').click();
    return operation.locator('.live-responses-table tbody').first().innerText();
  }

  it('leads a bookmark of an operation to the API', async () => {
    await open('/docs#/Comments');
    await reader.page.waitForURL(/\/docs\/api#\/Comments$/);
    expect(reader.complaints).toEqual([]);
  });
});
