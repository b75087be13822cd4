import { launchBrowser } from '#test/support/browser/launch-browser';
import { type Engine, type Tab, onceMore, viewport } from './engine.ts';

export async function launchChromium(): Promise<Engine> {
  const browser = await launchBrowser();
  const tab = async (): Promise<Tab> => {
    const context = await browser.newContext({ locale: 'en-GB', viewport });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    return {
      complaints,
      goto: async (url) => void (await page.goto(url)),
      evaluate: (expression) => onceMore(() => page.evaluate(expression)),
      click: (x, y) => page.mouse.click(x, y),
      type: (text) => page.keyboard.type(text),
      press: (keys) => page.keyboard.press(keys),
      close: () => context.close(),
    };
  };
  return { tab, close: () => browser.close() };
}
