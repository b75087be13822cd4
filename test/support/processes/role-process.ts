import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** A built role as its operators run it: a process of its own. */
export interface RoleProcess {
  readonly pid: number;
  isRunning(): boolean;
  freeze(): void;
  resume(): void;
  kill(): Promise<void>;
  /** Answers the exit code. */
  terminate(): Promise<number | null>;
  /** What it logged and complained of so far. */
  output(): string;
}

/** Starts one. It is not waited for: what each has done stands in the database. */
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
    child.kill('SIGCONT'); // a frozen process hears nothing but this
    const [code] = (await exited) as [number | null];
    return code;
  };
  return {
    pid: Number(child.pid),
    isRunning,
    freeze: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill: () => end('SIGKILL').then(() => undefined),
    terminate: () => end('SIGTERM'),
    output: () => lines.join(''),
  };
}
