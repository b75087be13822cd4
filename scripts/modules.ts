import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ICruiseResult, IModule } from 'dependency-cruiser';
import { Failure } from './failure.ts';
import { ofPackage, run } from './processes.ts';
import { root } from './root.ts';

export const help = `npm run modules [-- --check]: checks every import against the rules in .dependency-cruiser*.cjs and draws the dependency diagrams in ARCHITECTURE.md
  --check   write nothing; fail if the diagrams are out of date

A module is a folder of apps or libs. There is one diagram of the modules, and one of the folders of each larger module.`;

const [begin, end] = ['<!-- modules: drawn by npm run modules -->', '<!-- modules: end -->'];
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

/** A module with at least this many folders gets a diagram of its folders. */
const manyFolders = 3;

function draw(files: readonly IModule[]): string {
  const sources = files.filter(({ source }) => moduleOf(source) && !/\.spec\.tsx?$/.test(source));
  const layout = graphOf(sources, moduleOf);
  const subgraph = (name: string): string[] => [
    `  subgraph ${name}`,
    ...layout.nodes.filter((module) => module.startsWith(name)).map((module) => `    ${nameOf(module)}`),
    '  end',
  ];
  const arrows = layout.edges.map(({ from, to }) => `  ${nameOf(from)} --> ${nameOf(to)}`).toSorted();
  const insides = layout.nodes
    .map((module) => ({ module, folders: graphOf(sources, folderOf(module)) }))
    .filter(({ folders }) => folders.nodes.length >= manyFolders)
    .map(({ module, folders }) => `\n### Inside \`${module}\`\n\n${mermaid(insideLines(folders))}`);
  return [mermaid([...subgraph('apps'), ...subgraph('libs'), ...arrows]), ...insides].join('\n');
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

function graphOf(files: readonly IModule[], nodeOf: (path: string) => string | undefined): Graph {
  const nodes = files.flatMap(({ source }) => nodeOf(source) ?? []);
  const edges = files.flatMap(({ source, dependencies }) =>
    dependencies.flatMap(({ resolved }): [string, Edge][] => {
      const [from, to] = [nodeOf(source), nodeOf(resolved)];
      return from && to && from !== to ? [[`${from} ${to}`, { from, to }]] : [];
    }),
  );
  return { nodes: [...new Set(nodes)].toSorted(), edges: [...new Map(edges).values()] };
}

/** Leaves out arrows that a longer path implies: with all of them, a diagram of thirty folders is unreadable. */
function insideLines({ nodes, edges }: Graph): string[] {
  const reached = new Map(nodes.map((node) => [node, reachedFrom(node, edges)]));
  const reaches = (from: string, to: string): boolean => reached.get(from)?.has(to) === true;
  const isImplied = ({ from, to }: Edge): boolean =>
    edges.some((first) => first.from === from && first.to !== to && reaches(first.to, to) && !reaches(to, first.to));
  const arrows = edges.filter((edge) => !isImplied(edge)).map(({ from, to }) => `  ${from} --> ${to}`);
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

const moduleOf = (path: string): string | undefined => /^(?:apps|libs)\/[^/]+(?=\/)/.exec(path)?.[0];

const nameOf = (module: string): string => module.slice(module.indexOf('/') + 1);

/**
 * Finds the folder of a module's `src` that holds a file. Undefined for files directly in `src`, and for
 * `specification` folders, which only specs import.
 */
const folderOf =
  (module: string) =>
  (path: string): string | undefined => {
    const source = `${module}/src/`;
    const folder = path.startsWith(source) ? /^([^/]+)\//.exec(path.slice(source.length))?.[1] : undefined;
    return folder === 'specification' ? undefined : folder;
  };

function keepDrawing(drawing: string, onlyCheck: boolean): void {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  const isDrawn = before >= 0 && after > before;
  const wanted = isDrawn
    ? text.slice(0, before) + drawing + text.slice(after + end.length)
    : `${text || '# Architecture\n'}\n${drawing}\n`;
  if (wanted === text) return;
  if (onlyCheck) throw new Failure('The diagrams in ARCHITECTURE.md are out of date: run `npm run modules`');
  writeFileSync(file, wanted);
  console.log('ARCHITECTURE.md: updated the diagrams');
}
