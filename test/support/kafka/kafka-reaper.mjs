// kafka-reaper.mjs RUN_DIR PID: waits for the process PID to end, or for RUN_DIR to go, and then ends what still runs
// there.
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopSharedKafka } from './shared-kafka.mjs';

const [dir, pid] = process.argv.slice(2);

while (existsSync(dir) && isAlive(Number(pid))) await sleep(500);
await stopSharedKafka(dir);

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
