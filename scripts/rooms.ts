import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ICruiseResult, IModule } from 'dependency-cruiser';
import { Failure } from './failure';
import { ofPackage, run } from './processes';
import { root } from './root';

export const help = `npm run rooms [-- --check]: holds every import against the rule (.dependency-cruiser*.cjs), and draws which room uses which
The drawing is in ARCHITECTURE.md. With --check it draws nothing, and fails where the drawing is not current.`;

const [begin, end] = ['<!-- rooms: drawn by npm run rooms -->', '<!-- rooms: end -->'];
const file = join(root, 'ARCHITECTURE.md');

export async function main(args: string[]): Promise<void> {
  const { check = false } = parseArgs({ args, options: { check: { type: 'boolean' } } }).values;
  const rules = await cruised('.dependency-cruiser.cjs');
  const folders = await cruised('.dependency-cruiser.folders.cjs');
  const broken = [rules, folders].flatMap(({ summary }) =>
    summary.violations.map(({ rule, from, to, cycle }) =>
      [`${rule.name}: ${from}`, ...(cycle?.map(({ name }) => name) ?? [to])].join(' → '),
    ),
  );
  if (broken.length > 0) throw new Failure(broken.join('\n'));
  keepDrawing(`${begin}\n\`\`\`mermaid\n${draw(rules.modules)}\n\`\`\`\n${end}`, check);
}

async function cruised(config: string): Promise<ICruiseResult> {
  const cruise = 'dependency-cruiser/bin/dependency-cruise.mjs';
  const options = ['--config', config, '--output-type', 'json'];
  const { output } = await run(ofPackage(cruise, 'apps', 'libs', ...options), { quiet: true });
  try {
    return JSON.parse(output) as ICruiseResult;
  } catch {
    throw new Failure(output);
  }
}

function draw(modules: readonly IModule[]): string {
  const inside = modules.filter(({ source }) => roomOf(source) && !/\.spec\.tsx?$/.test(source));
  const rooms = [...new Set(inside.flatMap(({ source }) => roomOf(source) ?? []))].toSorted();
  const edges = inside.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => ({ from: roomOf(source), to: roomOf(resolved) })),
  );
  const drawn = edges.flatMap(({ from, to }) =>
    from && to && from !== to ? [`  ${nameOf(from)} --> ${nameOf(to)}`] : [],
  );
  const floor = (name: string): string[] => [
    `  subgraph ${name}`,
    ...rooms.filter((room) => room.startsWith(name)).map((room) => `    ${nameOf(room)}`),
    '  end',
  ];
  return ['flowchart TD', ...floor('apps'), ...floor('libs'), ...[...new Set(drawn)].toSorted()].join('\n');
}

const roomOf = (path: string): string | undefined => /^(?:apps|libs)\/[^/]+(?=\/)/.exec(path)?.[0];

const nameOf = (room: string): string => room.slice(room.indexOf('/') + 1);

function keepDrawing(drawing: string, onlyCheck: boolean): void {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  const known = before >= 0 && after > before;
  const wanted = known
    ? text.slice(0, before) + drawing + text.slice(after + end.length)
    : `${text || '# Architecture\n'}\n${drawing}\n`;
  if (wanted === text) return;
  if (onlyCheck) throw new Failure('The rooms in ARCHITECTURE.md are not as drawn: npm run rooms');
  writeFileSync(file, wanted);
  console.log('ARCHITECTURE.md: the rooms are drawn anew');
}
