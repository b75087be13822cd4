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

  it('finds a heading by the words of it, and opens it', async () => {
    const { page } = reader;
    await open('/docs/sso');
    await page.keyboard.press('/');
    await page.keyboard.type('reverse prox');
    const hit = page.getByRole('link', { name: /Reverse proxies/ }).first();
    await hit.click();
    await page.waitForURL(/\/docs\/production#reverse-proxies$/);
  });

  it('leads a bookmark of an operation to the API', async () => {
    await open('/docs#/Comments');
    await reader.page.waitForURL(/\/docs\/api#\/Comments$/);
    expect(reader.complaints).toEqual([]);
  });
});
