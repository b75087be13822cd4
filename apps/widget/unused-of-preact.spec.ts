import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { unusedOfPreact, withoutUnused } from './unused-of-preact.ts';

const preact = readFileSync(join(import.meta.dirname, '../../node_modules/preact/dist/preact.mjs'), 'utf8');
const components = readdirSync(join(import.meta.dirname, 'src/components')).map((file) =>
  readFileSync(join(import.meta.dirname, 'src/components', file), 'utf8'),
);

describe('what the widget leaves out of Preact', () => {
  it.each(unusedOfPreact)('is there: %s', (name) => {
    expect(preact).toMatch(new RegExp(`\\.${name}\\b`));
    expect(withoutUnused(preact)).not.toMatch(new RegExp(`\\w\\.${name}\\b`));
  });

  it('is used by no component: all are functions, and none has hooks, sets options or waits', () => {
    expect(components.length).toBeGreaterThan(10);
    for (const source of components) expect(source).not.toMatch(/extends Component|preact\/|\boptions\b|\bthrow\b/);
  });
});
