// node scripts/generate-schemas.cjs [--check]: the JSON Schemas of all events, from the zod schemas in libs/contracts. An incompatible
// change is refused, not written: raise the version and leave an upcaster. While a version was never released anywhere, delete its
// file first.
require('../test/typescript.cjs');
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { brokenPromises, contractsFolder, generatedFiles } = require('../libs/contracts/src/generate-schemas.ts');

const complaints = brokenPromises();
if (process.argv.includes('--check'))
  complaints.push(...stale().map(({ path }) => `${path} is not current: npm run generate`));
if (complaints.length > 0) {
  console.error(complaints.join('\n'));
  process.exit(1);
}
for (const { path, content } of stale()) {
  const file = join(contractsFolder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log(`wrote ${file}`);
}

function stale() {
  return [...generatedFiles()]
    .map(([path, content]) => ({ path, content }))
    .filter(({ path, content }) => {
      const file = join(contractsFolder, path);
      return !existsSync(file) || readFileSync(file, 'utf8') !== content;
    });
}
