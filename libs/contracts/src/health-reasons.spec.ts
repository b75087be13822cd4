import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { healthReasonCodes } from './health-reasons.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/monitoring.md'), 'utf8');

describe('the reasons of a health answer', () => {
  it('are all described in docs/monitoring.md, in their order', () => {
    const section = page.slice(page.indexOf('### Reasons'), page.indexOf('## Alarms'));
    const described = [...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);
    expect(described).toEqual(healthReasonCodes);
  });
});
