// The data directories of the brokers of one Jest run, and the code that ends these brokers. Plain JavaScript, because
// Jest's teardown and the reaper, a separate process, use it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The process id of Jest itself. A Jest worker is a child process with an IPC channel. */
const runPid = process.connected ? process.ppid : process.pid;

/** The directory in which the brokers of this run store their data. */
const runDir = join(tmpdir(), `colloquy-test-${runPid}-kafka`);

/**
 * Returns the place of the broker that all suites share. `isOurs` is true for the first caller of the run, who must start
 * the broker with `dataDir` and report the result in the file `ready`.
 */
export function sharedPlace() {
  const dir = openRunDir();
  const dataDir = join(dir, 'shared');
  return { isOurs: createdBy(() => mkdirSync(dataDir)), dataDir, ready: join(dir, 'shared.json') };
}

/** Creates a directory for a cluster of one suite. Its brokers are ended with the run at the latest. */
export function ownClusterDir(name) {
  const dir = join(openRunDir(), name);
  mkdirSync(dir);
  return dir;
}

/** Kills every broker of a run and removes its directory. Does nothing if no suite used Kafka. */
export async function stopSharedKafka(dir = runDir) {
  for (let tries = 0; existsSync(dir); tries++) {
    for (const pid of brokersIn(dir)) process.kill(pid, 'SIGKILL');
    try {
      rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    } catch (error) {
      if (tries === 10) throw error; // a killed broker was still writing
    }
  }
}

// The first caller also starts the reaper, which kills the brokers if the run itself is killed.
function openRunDir() {
  if (createdBy(() => mkdirSync(runDir, { mode: 0o711 }))) {
    const reaper = join(dirname(fileURLToPath(import.meta.url)), 'kafka-reaper.mjs');
    spawn(process.execPath, [reaper, runDir, String(runPid)], { detached: true, stdio: 'ignore' }).unref();
  }
  return runDir;
}

function createdBy(create) {
  try {
    create();
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function brokersIn(dir) {
  const files = readdirSync(dir, { recursive: true }).filter((file) => file.endsWith('broker.pid'));
  return files.flatMap((file) => {
    const pid = Number(readFileSync(join(dir, file), 'utf8').split(' ')[0]);
    const command = spawnSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' }).stdout;
    return command.includes(join(dir, dirname(file))) ? [pid] : [];
  });
}
