// node scripts/generate-asyncapi.cjs [--check]: libs/contracts/asyncapi.json, the events for tools that know AsyncAPI.
require('../test/typescript.cjs');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { asyncApiDocument } = require('../libs/contracts/src/async-api.ts');

const file = join(__dirname, '../libs/contracts/asyncapi.json');
const content = `${JSON.stringify(asyncApiDocument(), null, 2)}\n`;
if (!existsSync(file) || readFileSync(file, 'utf8') !== content) {
  if (process.argv.includes('--check')) {
    console.error(`${file} is not current: npm run generate`);
    process.exit(1);
  }
  writeFileSync(file, content);
  console.log(`wrote ${file}`);
}
