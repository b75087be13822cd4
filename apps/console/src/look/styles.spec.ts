import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const sheets = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.css'));

describe('style sheets of the desk', () => {
  it.each(sheets)('measure the window in rem, so that larger text gets the narrow layout: %s', (file) => {
    const css = readFileSync(join(root, file), 'utf8');
    expect(css.match(/@(?:media|container)[^{]*\d+px[^{]*/g)).toBeNull();
  });
});
