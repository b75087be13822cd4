// npm run rooms: holds every import against the rule (.dependency-cruiser.cjs), and draws into ARCHITECTURE.md which room uses which.
// With --check it draws nothing, and fails where the drawing is not current.
import './node-version.mjs';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { root, run, script } from './run.mjs';

const [begin, end] = ['<!-- rooms: drawn by npm run rooms -->', '<!-- rooms: end -->'];
const file = join(root, 'ARCHITECTURE.md');

await ensureInstalled();
const { modules, summary } = await cruise();
for (const { rule, from, to, cycle } of summary.violations) {
  console.error(`${rule.name}: ${[from, ...(cycle?.map(({ name }) => name) ?? [to])].join(' → ')}`);
}
if (summary.error > 0) process.exit(1);
keepDrawing(`${begin}\n\`\`\`mermaid\n${draw(modules)}\n\`\`\`\n${end}`, process.argv.includes('--check'));

async function cruise() {
  const command = script('dependency-cruiser/bin/dependency-cruise.mjs', 'apps', 'libs', '--output-type', 'json');
  const { output } = await run(...command, { quiet: true });
  try {
    return JSON.parse(output);
  } catch {
    console.error(output);
    return process.exit(1);
  }
}

function draw(modules) {
  const inside = modules.filter(({ source }) => roomOf(source) && !/\.spec\.tsx?$/.test(source));
  const rooms = [...new Set(inside.map(({ source }) => roomOf(source)))].sort();
  const edges = inside.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => [roomOf(source), roomOf(resolved)]),
  );
  const drawn = edges
    .filter(([from, to]) => to && from !== to)
    .map(([from, to]) => `  ${nameOf(from)} --> ${nameOf(to)}`);
  const floor = (name) => [
    `  subgraph ${name}`,
    ...rooms.filter((room) => room.startsWith(name)).map((room) => `    ${nameOf(room)}`),
    '  end',
  ];
  return ['flowchart TD', ...floor('apps'), ...floor('libs'), ...[...new Set(drawn)].sort()].join('\n');
}

function roomOf(path) {
  return /^(?:apps|libs)\/[^/]+(?=\/)/.exec(path)?.[0];
}

function nameOf(room) {
  return room.split('/')[1];
}

function keepDrawing(drawing, onlyCheck) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  const known = before >= 0 && after > before;
  const wanted = known
    ? text.slice(0, before) + drawing + text.slice(after + end.length)
    : `${text || '# Architecture\n'}\n${drawing}\n`;
  if (wanted === text) return;
  if (onlyCheck) {
    console.error('The rooms in ARCHITECTURE.md are not as drawn: npm run rooms');
    process.exit(1);
  }
  writeFileSync(file, wanted);
  console.log('ARCHITECTURE.md: the rooms are drawn anew');
}
