import { existsSync, readFileSync, readdirSync } from 'node:fs';

const patienceMs = 10_000;

/**
 * Suspends a process with SIGSTOP, and returns when none of its threads runs any more. The kernel stops threads one after
 * another, so a process with many of them can still answer for some milliseconds. Waits only on Linux.
 */
export function suspend(pid: number): void {
  process.kill(pid, 'SIGSTOP');
  const end = performance.now() + patienceMs;
  while (isRunning(pid)) if (performance.now() > end) throw new Error(`process ${pid} does not stop`);
}

function isRunning(pid: number): boolean {
  const tasks = `/proc/${pid}/task`;
  return existsSync(tasks) && readdirSync(tasks).some((task) => !/\) [TtZX]/.test(statusOf(`${tasks}/${task}/stat`)));
}

function statusOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ') X'; // the thread has ended
  }
}
