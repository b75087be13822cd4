// kafka-reaper.mjs RUN_DIR PID: waits until the process PID has ended or RUN_DIR is removed, and then kills the brokers
// that still run in RUN_DIR.
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
