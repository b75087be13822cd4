import type { Browser } from 'playwright-core';
import { violations } from '#test/support/browser/accessibility';
import { launchBrowser } from '#test/support/browser/launch-browser';

describe('the browser of the specs', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('lays out text, runs scripts, and enforces the same-origin policy', async () => {
    const page = await browser.newPage();
    await page.setContent(
      '<span id="text">Colloquy</span><iframe sandbox="allow-scripts" srcdoc="<p>other origin</p>"></iframe>',
    );
    expect(await page.locator('#text').evaluate(({ offsetWidth }: HTMLElement) => offsetWidth)).toBeGreaterThan(20);
    const reachIn = page.evaluate(() => document.querySelector('iframe')?.contentDocument === null);
    expect(await reachIn).toBe(true);
  });

  it('reports a page that is not accessible', async () => {
    const page = await browser.newPage();
    const content = (alt: string, color: string): string =>
      `<html lang="en"><title>Any</title><main><h1>Any</h1><img src="data:," ${alt}><p style="color: ${color}">Read me</p></main></html>`;
    await page.setContent(content('', '#eee'));
    const found = await violations(page, 'html');
    expect(found.map((one) => one.split(' ')[0]).toSorted()).toEqual(['color-contrast', 'image-alt']);
    await page.setContent(content('alt="Anything"', '#111'));
    expect(await violations(page, 'html')).toEqual([]);
  });
});
