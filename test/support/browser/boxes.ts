import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const lookAtBoxes = readFileSync(join(import.meta.dirname, 'look-at-boxes.mjs'), 'utf8');

/** Layout faults of a page: content outside its box, text cut off without an ellipsis, targets too small to tap. */
export interface BoxFaults {
  /** Numbers of elements examined. Assert that they are not 0: a page without elements has no faults. */
  readonly texts: number;
  readonly targets: number;
  readonly faults: string[];
}

/**
 * Examines every visible text and every visible target.
 * @param smallest allowed side of a target, in CSS px; links within a sentence are exempt (WCAG 2.5.8)
 */
export const boxFaults = (page: Page, smallest: number): Promise<BoxFaults> =>
  page.evaluate<BoxFaults>(`${lookAtBoxes}; lookAtBoxes(${smallest})`);
