import type { StdioOptions } from 'node:child_process';
import { join } from 'node:path';
import { x, xSync } from 'tinyexec';
import { Failure } from './failure.ts';
import { root } from './root.ts';

/** A program and its arguments. */
export type CommandLine = readonly [program: string, ...args: string[]];

export interface Outcome {
  readonly code: number;
  /** Its output, if it was not inherited. */
  readonly output: string;
}

interface RunOptions {
  /** Captures the output instead of inheriting it. */
  readonly quiet?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs it in a separate process group, so that Ctrl-C in a terminal reaches it once, from this process. */
  readonly detached?: boolean;
  /** The directory to run it in instead of the root of the checkout. */
  readonly directory?: string;
}

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a command in the root of the checkout until it ends. Forwards the first signal only, because npm and the
 * terminal both deliver Ctrl-C.
 */
export async function run([program, ...args]: CommandLine, options: RunOptions = {}): Promise<Outcome> {
  const { quiet = false, env = {}, detached = false, directory = root } = options;
  const stdio: StdioOptions = quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  const child = x(program, args, { nodeOptions: { cwd: directory, env, detached, stdio } });
  let hasForwarded = false;
  const forward = (signal: NodeJS.Signals): void => {
    if (!hasForwarded) child.kill(signal);
    hasForwarded = true;
  };
  for (const signal of forwarded) process.on(signal, forward);
  try {
    const lines: string[] = [];
    if (quiet) for await (const line of child) lines.push(line);
    await child;
    return { code: child.exitCode ?? (child.signalCode === 'SIGINT' ? 130 : 143), output: lines.join('\n') };
  } catch (error) {
    return { code: 127, output: String(error) }; // it could not be started
  } finally {
    for (const signal of forwarded) process.off(signal, forward);
  }
}

/** The output of a short program. Undefined if it fails or does not exist. */
export function answerOf(program: string, ...args: string[]): string | undefined {
  try {
    const { exitCode, stdout, stderr } = xSync(program, args, { nodeOptions: { cwd: root } });
    return exitCode === 0 ? stdout + stderr : undefined;
  } catch {
    return undefined;
  }
}

/** Runs a command that must succeed. Prints one line before, and its output only if it fails. */
export async function step(title: string, command: CommandLine, directory = root): Promise<void> {
  console.error(`${title} …`); // standard output is reserved for the service
  const { code, output } = await run(command, { quiet: true, directory });
  if (code !== 0) throw new Failure(`${output}\n${title} failed (${command.join(' ')})`, code);
}

/** Runs a JavaScript file of a package with this Node: faster than npx, and certainly the installed version. */
export const ofPackage = (path: string, ...args: string[]): CommandLine => [
  process.execPath,
  join('node_modules', path),
  ...args,
];

/** Runs another of these scripts. */
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
