import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFolder } from '#contracts/generate-docs';
import { privacyPage } from './privacy-page.ts';

it('docs/privacy.md says of the tables what they declare: `npm run generate` writes it', () => {
  expect(privacyPage()).toBe(readFileSync(join(docsFolder, 'privacy.md'), 'utf8'));
});
