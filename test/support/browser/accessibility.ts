import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core finds wrong within an element: rule and place. Runs beside the page's policy, as an extension would.
 */
export async function violations(page: Page, selector: string): Promise<string[]> {
  await stillness(page);
  await page.evaluate(`if (!window.axe) { ${axe} }`);
  return page.evaluate<string[]>(`axe.run(${JSON.stringify(selector)}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target.flat().join(' ') + ' ' + failureSummary)))`);
}

/** Waits for what fades in: half-way there it has half the contrast. What moves for ever is not waited for. */
const stillness = (page: Page): Promise<unknown> =>
  page.evaluate(`Promise.allSettled(document.getAnimations({ subtree: true })
    .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity).map((one) => one.finished))`);

const root = join(import.meta.dirname, '../../..');

/**
 * PICTURES=write keeps what the page looks like: in docs/pictures where a page of the documentation shows it, else in
 * .pictures, which no commit has.
 */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env['PICTURES'] !== 'write') return;
  const shown = join(root, 'docs/pictures', `${name}.png`);
  const path = existsSync(shown) ? shown : join(root, '.pictures', `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
}
