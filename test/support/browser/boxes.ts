import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const lookAtBoxes = readFileSync(join(import.meta.dirname, 'look-at-boxes.mjs'), 'utf8');

/** What of a page leaves its box, is cut without a sign, or is too small for a finger. */
export interface BoxFaults {
  /** How much was looked at: none of it would be no fault. */
  readonly texts: number;
  readonly targets: number;
  readonly faults: string[];
}

/**
 * Looks at every text and every target that is painted.
 * @param smallest of a target's sides, in CSS px; links within a sentence are as high as its line (WCAG 2.5.8)
 */
export const boxFaults = (page: Page, smallest: number): Promise<BoxFaults> =>
  page.evaluate<BoxFaults>(`${lookAtBoxes}; lookAtBoxes(${smallest})`);
