import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout, where every command runs. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs a command to its end, passing on the signals that we get meanwhile. Resolves to its exit code and, with `quiet`, to what
 * it printed; otherwise that goes where ours goes.
 */
export function run(command, args, { quiet = false, env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
    const passOn = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, passOn);
    const finish = (code, text) => {
      for (const signal of signals) process.off(signal, passOn);
      resolve({ code, output: text });
    };
    child.once('error', (error) => finish(127, error.message));
    child.once('close', (code, signal) =>
      finish(code ?? (signal === 'SIGINT' ? 130 : 143), Buffer.concat(output).toString()),
    );
  });
}

/** The same for a step that must succeed: prints one line before it, and its output only when it fails, which ends this process. */
export async function step(title, command, args, options) {
  console.error(`${title} …`); // standard output is the service's own
  const { code, output } = await run(command, args, { ...options, quiet: true });
  if (code === 0) return;
  process.stderr.write(output);
  console.error(`${title} failed (${[command, ...args].join(' ')})`);
  process.exit(code);
}

/** Runs a JavaScript file of a package with this Node: quicker than npx, and sure to be the installed version. */
export const script = (path, ...args) => [process.execPath, [`node_modules/${path}`, ...args]];

/** Whether a module is the one that Node was started with. */
export const isMain = (url) => fileURLToPath(url) === realpathSync(process.argv[1]);
