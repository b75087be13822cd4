import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';

/** The machine of a measurement. Call the result at the end: it includes the CPU time stolen since. */
export function machineFromNow(): () => { hardware: string; node: string; stolen: number | null } {
  const stolen = stolenFromNow();
  return () => ({
    hardware: `${cpus()[0]?.model} × ${availableParallelism()}`,
    node: process.version,
    stolen: stolen(),
  });
}

/**
 * Measures the share of CPU time that the hypervisor took from this virtual machine (steal time, Linux only; otherwise
 * null). Above a few percent, a figure shows the load of the host rather than the service.
 */
export function stolenFromNow(): () => number | null {
  const start = times();
  return () => {
    const end = times();
    if (!start || !end || end.all === start.all) return null;
    return Number(((end.stolen - start.stolen) / (end.all - start.all)).toFixed(3));
  };
}

function times(): { all: number; stolen: number } | null {
  try {
    const [, ...columns] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]?.split(/\s+/) ?? [];
    const spent = columns.slice(0, 8).map(Number); // user, nice, system, idle, iowait, irq, softirq, steal
    return { all: spent.reduce((sum, one) => sum + one, 0), stolen: spent[7] ?? 0 };
  } catch {
    return null;
  }
}
