import { type KeyInput, type Page, launch } from 'puppeteer-core';
import { pathOf } from './engine-paths.ts';
import { type Engine, type Tab, held, onceMore, viewport } from './engine.ts';

/** Starts Firefox and drives it by WebDriver BiDi, which it supports without a driver program. */
export async function launchFirefox(): Promise<Engine> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: pathOf('firefox'),
    headless: true,
    extraPrefsFirefox: { 'intl.accept_languages': 'en-GB' },
  });
  const tab = async (): Promise<Tab> => {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport(viewport);
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    return {
      complaints,
      goto: async (url) => void (await page.goto(url)),
      evaluate: <T>(expression: string) => onceMore(async () => (await page.evaluate(expression)) as T),
      click: (x, y) => page.mouse.click(x, y),
      type: (text) => page.keyboard.type(text),
      press: (keys) => press(page, keys),
      close: () => context.close(),
    };
  };
  return { tab, close: () => browser.close() };
}

async function press({ keyboard }: Page, keys: string): Promise<void> {
  const { modifiers, key } = held(keys);
  for (const modifier of modifiers) await keyboard.down(modifier as KeyInput);
  await keyboard.press(key as KeyInput);
  for (const modifier of modifiers) await keyboard.up(modifier as KeyInput);
}
