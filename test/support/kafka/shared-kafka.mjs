// Where the brokers of one Jest run keep their data, and how they end. Plain JavaScript: Jest's teardown and the
// reaper, a process of its own, use it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Jest itself: a worker is a child that it talks to. */
const runPid = process.connected ? process.ppid : process.pid;

/** Where the brokers of this run keep their data. */
const runDir = join(tmpdir(), `colloquy-test-${runPid}-kafka`);

/**
 * Whether we are the first of this run who asks for the broker that all suites share; where its data lies, and where it
 * is to be told of.
 */
export function sharedPlace() {
  const dir = openRunDir();
  const dataDir = join(dir, 'shared');
  return { isOurs: createdBy(() => mkdirSync(dataDir)), dataDir, ready: join(dir, 'shared.json') };
}

/** A directory for a cluster of one suite, whose brokers end with the run at the latest. */
export function ownClusterDir(name) {
  const dir = join(openRunDir(), name);
  mkdirSync(dir);
  return dir;
}

/** Ends every broker of a run and removes its directory. Does nothing where no suite needed Kafka. */
export async function stopSharedKafka(dir = runDir) {
  for (let tries = 0; existsSync(dir); tries++) {
    for (const pid of brokersIn(dir)) process.kill(pid, 'SIGKILL');
    try {
      rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    } catch (error) {
      if (tries === 10) throw error; // a broker that was just told to end still wrote
    }
  }
}

// Whoever opens it also starts the reaper, which ends the brokers of a run that was killed.
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
