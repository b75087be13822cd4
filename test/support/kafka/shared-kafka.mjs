// The brokers of one Jest run. Plain JavaScript: Jest's workers, its teardown and the reaper, a process of its own, use it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startKafka } from '../../../scripts/kafka-broker.mjs';

/** Jest itself: a worker is a child that it talks to. */
export const runPid = process.connected ? process.ppid : process.pid;

/** Where the brokers of this run keep their data. */
export const runDir = join(tmpdir(), `colloquy-test-${runPid}-kafka`);

/** The addresses of the broker that all suites of the run share: started by the first that asks, awaited by the others. */
export async function sharedBrokers() {
  const dir = openRunDir();
  const ready = join(dir, 'shared.json');
  if (createdBy(() => mkdirSync(join(dir, 'shared')))) await startShared(join(dir, 'shared'), ready);
  for (const deadline = performance.now() + 120_000; !existsSync(ready);) {
    if (performance.now() > deadline) throw new Error('the shared Kafka broker was not there after two minutes');
    await sleep(50);
  }
  const { brokers, failure } = JSON.parse(readFileSync(ready, 'utf8'));
  if (failure) throw new Error(`the shared Kafka broker did not start: ${failure}`);
  return brokers;
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

async function startShared(dataDir, ready) {
  let outcome;
  try {
    const { brokers } = await startKafka({ dataDir });
    outcome = { brokers };
  } catch (error) {
    outcome = { failure: error.message };
  }
  writeFileSync(`${ready}.new`, JSON.stringify(outcome));
  renameSync(`${ready}.new`, ready);
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
