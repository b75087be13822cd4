import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Leaves out what no spec reads: the details of what is right, and requests for style sheets of other origins. */
const options = { resultTypes: ['violations'], preload: false };

/**
 * Runs axe-core within an element and returns each violation as rule and place. The page's content security policy does
 * not apply to it, as with a browser extension.
 */
export async function violations(page: Page, selector: string): Promise<string[]> {
  await stillness(page);
  await page.evaluate(`if (!window.axe) { ${axe} }`);
  return page.evaluate<
    string[]
  >(`axe.run(${JSON.stringify(selector)}, ${JSON.stringify(options)}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target.flat().join(' ') + ' ' + failureSummary)))`);
}

/** Waits until finite animations end: an element that is fading in has too little contrast. */
const stillness = (page: Page): Promise<unknown> =>
  page.evaluate(`Promise.allSettled(document.getAnimations({ subtree: true })
    .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity).map((one) => one.finished))`);

const root = join(import.meta.dirname, '../../..');

/**
 * Takes a screenshot if PICTURES=write. It goes to docs/pictures if a page of the documentation shows it, otherwise to
 * .pictures, which Git ignores.
 */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env['PICTURES'] !== 'write') return;
  const shown = join(root, 'docs/pictures', `${name}.png`);
  const path = existsSync(shown) ? shown : join(root, '.pictures', `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
}
