import type { Browser } from 'playwright-core';
import { launchBrowser } from '#test/support/browser/launch-browser';

describe('the browser of the specs', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('lays out text, runs scripts, and keeps its web security', async () => {
    const page = await browser.newPage();
    await page.setContent(
      '<span id="text">Colloquy</span><iframe sandbox="allow-scripts" srcdoc="<p>other origin</p>"></iframe>',
    );
    expect(await page.locator('#text').evaluate(({ offsetWidth }: HTMLElement) => offsetWidth)).toBeGreaterThan(20);
    const reachIn = page.evaluate(() => document.querySelector('iframe')?.contentDocument === null);
    expect(await reachIn).toBe(true);
  });
});
