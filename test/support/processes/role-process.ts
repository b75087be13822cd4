import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { suspend } from '#scripts/kafka/suspend';

const root = join(import.meta.dirname, '../../..');

/** A built role in a separate process, as operators run it. */
export interface RoleProcess {
  readonly pid: number;
  isRunning(): boolean;
  freeze(): void;
  resume(): void;
  kill(): Promise<void>;
  /** Sends SIGTERM, and resolves with the exit code. */
  terminate(): Promise<number | null>;
  /** Everything written to standard output and standard error so far. */
  output(): string;
}

/** Starts a role without waiting until it is ready: specs wait for its effects in the database. */
export function startRoleProcess(role: 'relay' | 'projector', environment: Record<string, string>): RoleProcess {
  const child = spawn(process.execPath, [`dist/apps/${role}/src/main.js`], {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  child.stderr.on('data', (data: Buffer) => lines.push(data.toString()));
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (!isRunning()) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    child.kill('SIGCONT'); // a frozen process handles no other signal before this one
    const [code] = (await exited) as [number | null];
    return code;
  };
  return {
    pid: Number(child.pid),
    isRunning,
    freeze: () => suspend(Number(child.pid)),
    resume: () => void child.kill('SIGCONT'),
    kill: () => end('SIGKILL').then(() => undefined),
    terminate: () => end('SIGTERM'),
    output: () => lines.join(''),
  };
}
