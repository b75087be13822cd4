import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFolder } from '#contracts/generate-docs';
import { privacyPage } from './privacy-page.ts';

it('docs/privacy.md lists the personal data that the tables declare (written by `npm run generate`)', () => {
  expect(privacyPage()).toBe(readFileSync(join(docsFolder, 'privacy.md'), 'utf8'));
});
