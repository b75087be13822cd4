import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** The built relay as its operators run it: a process of its own. */
export interface RelayProcess {
  readonly pid: number;
  freeze(): void;
  resume(): void;
  kill(): Promise<void>;
  /** Answers the exit code. */
  terminate(): Promise<number | null>;
  /** What it printed so far. */
  output(): string;
}

/** Starts one. It is not waited for: which one leads, and how far it is, stands in the database. */
export function startRelayProcess(environment: Record<string, string>): RelayProcess {
  const child = spawn(process.execPath, ['dist/apps/relay/src/main.js'], {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  child.stderr.on('data', (data: Buffer) => lines.push(data.toString()));
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    child.kill('SIGCONT'); // a frozen process hears nothing but this
    const [code] = (await exited) as [number | null];
    return code;
  };
  return {
    pid: Number(child.pid),
    freeze: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill: () => end('SIGKILL').then(() => undefined),
    terminate: () => end('SIGTERM'),
    output: () => lines.join(''),
  };
}
