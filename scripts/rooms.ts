import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ICruiseResult, IModule } from 'dependency-cruiser';
import { Failure } from './failure.ts';
import { ofPackage, run } from './processes.ts';
import { root } from './root.ts';

export const help = `npm run rooms [-- --check]: holds every import against the rule (.dependency-cruiser*.cjs), and draws which room uses which, and which folder in the larger ones
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
  keepDrawing(`${begin}\n${draw(rules.modules)}\n${end}`, check);
}

async function cruised(config: string): Promise<ICruiseResult> {
  const cruise = 'dependency-cruiser/bin/dependency-cruise.mjs';
  const options = ['--config', config, '--output-type', 'json'];
  const { output } = await run(ofPackage(cruise, 'apps', 'libs', ...options), { quiet: true });
  const result = resultIn(output);
  if (!isCruiseResult(result)) throw new Failure(output);
  return result;
}

function resultIn(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

const isCruiseResult = (result: unknown): result is ICruiseResult =>
  typeof result === 'object' && result !== null && 'modules' in result && 'summary' in result;

/** Rooms with as many folders are drawn from inside, too. */
const manyFolders = 3;

function draw(modules: readonly IModule[]): string {
  const inside = modules.filter(({ source }) => roomOf(source) && !/\.spec\.tsx?$/.test(source));
  const house = graphOf(inside, roomOf);
  const floor = (name: string): string[] => [
    `  subgraph ${name}`,
    ...house.nodes.filter((room) => room.startsWith(name)).map((room) => `    ${nameOf(room)}`),
    '  end',
  ];
  const arrows = house.edges.map(({ from, to }) => `  ${nameOf(from)} --> ${nameOf(to)}`).toSorted();
  const rooms = house.nodes
    .map((room) => ({ room, folders: graphOf(inside, folderOf(room)) }))
    .filter(({ folders }) => folders.nodes.length >= manyFolders)
    .map(({ room, folders }) => `\n### Inside \`${room}\`\n\n${mermaid(insideLines(folders))}`);
  return [mermaid([...floor('apps'), ...floor('libs'), ...arrows]), ...rooms].join('\n');
}

const mermaid = (lines: readonly string[]): string => ['```mermaid', 'flowchart TD', ...lines, '```'].join('\n');

interface Edge {
  readonly from: string;
  readonly to: string;
}

interface Graph {
  readonly nodes: readonly string[];
  readonly edges: readonly Edge[];
}

function graphOf(modules: readonly IModule[], placeOf: (path: string) => string | undefined): Graph {
  const nodes = modules.flatMap(({ source }) => placeOf(source) ?? []);
  const edges = modules.flatMap(({ source, dependencies }) =>
    dependencies.flatMap(({ resolved }): [string, Edge][] => {
      const [from, to] = [placeOf(source), placeOf(resolved)];
      return from && to && from !== to ? [[`${from} ${to}`, { from, to }]] : [];
    }),
  );
  return { nodes: [...new Set(nodes)].toSorted(), edges: [...new Map(edges).values()] };
}

/** Without the arrows that a longer way says already: thirty folders would be a knot. */
function insideLines({ nodes, edges }: Graph): string[] {
  const reached = new Map(nodes.map((node) => [node, reachedFrom(node, edges)]));
  const reaches = (from: string, to: string): boolean => reached.get(from)?.has(to) === true;
  const isSaid = ({ from, to }: Edge): boolean =>
    edges.some((first) => first.from === from && first.to !== to && reaches(first.to, to) && !reaches(to, first.to));
  const arrows = edges.filter((edge) => !isSaid(edge)).map(({ from, to }) => `  ${from} --> ${to}`);
  return [...nodes.map((node) => `  ${node}`), ...arrows.toSorted()];
}

function reachedFrom(start: string, edges: readonly Edge[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const next = [start];
  for (let node = next.pop(); node !== undefined; node = next.pop()) {
    for (const { from, to } of edges) {
      if (from !== node || reached.has(to)) continue;
      reached.add(to);
      next.push(to);
    }
  }
  return reached;
}

const roomOf = (path: string): string | undefined => /^(?:apps|libs)\/[^/]+(?=\/)/.exec(path)?.[0];

const nameOf = (room: string): string => room.slice(room.indexOf('/') + 1);

/**
 * The folder of a room's sources that a file is in; files beside the folders are not drawn, nor is what only specs
 * import.
 */
const folderOf =
  (room: string) =>
  (path: string): string | undefined => {
    const folder = path.startsWith(`${room}/src/`) ? /^([^/]+)\//.exec(path.slice(room.length + 5))?.[1] : undefined;
    return folder === 'specification' ? undefined : folder;
  };

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
