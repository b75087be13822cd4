// node scripts/generate-contracts.cjs [--check]: what is made from libs/contracts: the JSON Schema of each event, and the catalogues in
// docs/. An incompatible change of an event is refused, not written: raise its version and leave an upcaster. While a version was
// never released anywhere, delete its schema first.
require('../test/typescript.cjs');
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { docsFolder, generatedPages } = require('../libs/contracts/src/generate-docs.ts');
const { brokenPromises, contractsFolder, generatedFiles } = require('../libs/contracts/src/generate-schemas.ts');

const check = process.argv.includes('--check');
const complaints = brokenPromises();
const stale =
  complaints.length > 0
    ? []
    : [...staleIn(contractsFolder, generatedFiles()), ...staleIn(docsFolder, generatedPages())];
if (check) complaints.push(...stale.map(({ file }) => `${file} is not current: npm run generate`));
if (complaints.length > 0) {
  console.error(complaints.join('\n'));
  process.exit(1);
}
for (const { file, content } of stale) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log(`wrote ${file}`);
}

function staleIn(folder, contents) {
  return [...contents]
    .map(([path, content]) => ({ file: join(folder, path), content }))
    .filter(({ file, content }) => !existsSync(file) || readFileSync(file, 'utf8') !== content);
}
