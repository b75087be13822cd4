import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { removeDirectory, temporaryDirectory } from './temporary-directory.ts';

/** The whole service in a separate process, run from the sources, with its log. */
export interface LoggingService {
  readonly url: string;
  /** The lines logged so far. */
  log(): Record<string, unknown>[];
  /** Everything written to standard output and standard error so far. */
  output(): string;
  stop(): Promise<void>;
}

export async function startLoggingService(environment: Record<string, string>): Promise<LoggingService> {
  const dataDir = temporaryDirectory();
  const root = join(import.meta.dirname, '../../..');
  const source = [
    '-C',
    'source',
    '--import',
    join(root, 'scripts/typescript.mjs'),
    join(root, 'apps/standalone/src/main.ts'),
  ];
  const child = spawn(process.execPath, source, {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'info', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { out: '', err: '' };
  child.stderr.on('data', (data: Buffer) => void (written.err += data.toString()));
  child.stdout.on('data', (data: Buffer) => void (written.out += data.toString()));
  const exited = once(child, 'exit');
  const url = await Promise.race([
    exited.then(([code]) => Promise.reject(new Error(`the service ended with ${code}: ${written.err}`))),
    firstAddress(createInterface({ input: child.stdout })),
  ]);
  return {
    url,
    log: () => written.err.split('\n').flatMap(parsed),
    output: () => written.out + written.err,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      removeDirectory(dataDir);
    },
  };
}

async function firstAddress(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const [url] = /http:\/\/[\w.:[\]]+/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error('the service printed no address');
}

function parsed(line: string): Record<string, unknown>[] {
  return line.startsWith('{') && line.endsWith('}') ? [JSON.parse(line) as Record<string, unknown>] : [];
}
