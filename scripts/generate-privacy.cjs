// node scripts/generate-privacy.cjs [--check]: what docs/privacy.md says of the tables, from what the tables declare.
require('./typescript.cjs');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { docsFolder } = require('../libs/contracts/src/generate-docs.ts');
const { privacyPage } = require('../apps/api/src/erasure/privacy-page.ts');

const file = join(docsFolder, 'privacy.md');
const content = privacyPage();
if (readFileSync(file, 'utf8') !== content) {
  if (process.argv.includes('--check')) {
    console.error(`${file} is not current: npm run generate`);
    process.exit(1);
  }
  writeFileSync(file, content);
  console.log(`wrote ${file}`);
}
