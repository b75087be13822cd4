import type { StdioOptions } from 'node:child_process';
import { join } from 'node:path';
import { x, xSync } from 'tinyexec';
import { Failure } from './failure.ts';
import { root } from './root.ts';

/** A program and its arguments. */
export type CommandLine = readonly [program: string, ...args: string[]];

export interface Outcome {
  readonly code: number;
  /** What it printed, where that did not go where ours goes. */
  readonly output: string;
}

interface RunOptions {
  /** Keeps what it prints. */
  readonly quiet?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** In a process group of its own, so that Ctrl-C in a terminal reaches it once, from here. */
  readonly detached?: boolean;
}

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a command at the root to its end, passing on the first signal that we get meanwhile: npm and the terminal both
 * deliver Ctrl-C.
 */
export async function run([program, ...args]: CommandLine, options: RunOptions = {}): Promise<Outcome> {
  const { quiet = false, env = {}, detached = false } = options;
  const stdio: StdioOptions = quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  const child = x(program, args, { nodeOptions: { cwd: root, env, detached, stdio } });
  let passed = false;
  const passOn = (signal: NodeJS.Signals): void => {
    if (!passed) child.kill(signal);
    passed = true;
  };
  for (const signal of passedOn) process.on(signal, passOn);
  try {
    const lines: string[] = [];
    if (quiet) for await (const line of child) lines.push(line);
    await child;
    return { code: child.exitCode ?? (child.signalCode === 'SIGINT' ? 130 : 143), output: lines.join('\n') };
  } catch (error) {
    return { code: 127, output: String(error) }; // it could not be started
  } finally {
    for (const signal of passedOn) process.off(signal, passOn);
  }
}

/** What a program says that is soon done; undefined where it fails, or is not there. */
export function answerOf(program: string, ...args: string[]): string | undefined {
  try {
    const { exitCode, stdout, stderr } = xSync(program, args, { nodeOptions: { cwd: root } });
    return exitCode === 0 ? stdout + stderr : undefined;
  } catch {
    return undefined;
  }
}

/** The same for what must succeed: prints one line before it, and what it printed only where it fails. */
export async function step(title: string, command: CommandLine): Promise<void> {
  console.error(`${title} …`); // standard output is the service's own
  const { code, output } = await run(command, { quiet: true });
  if (code !== 0) throw new Failure(`${output}\n${title} failed (${command.join(' ')})`, code);
}

/** A JavaScript file of a package with this Node: quicker than npx, and sure to be the installed version. */
export const ofPackage = (path: string, ...args: string[]): CommandLine => [
  process.execPath,
  join('node_modules', path),
  ...args,
];

/** Another of these scripts. */
export const ofScript = (name: string, ...args: string[]): CommandLine => [
  process.execPath,
  'scripts/run.mjs',
  name,
  ...args,
];

/** Runs a TypeScript file that imports modules (`#contracts/…`) from their sources, without a build. */
export const fromSources = (path: string, ...args: string[]): CommandLine => [
  process.execPath,
  '-C',
  'source',
  '--import',
  './scripts/typescript.mjs',
  path,
  ...args,
];
