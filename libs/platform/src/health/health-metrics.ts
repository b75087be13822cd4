import { Gauge } from 'prom-client';
import type { Health, HealthReport } from './health.ts';

let source: { readonly health: Health; readonly codes: readonly string[] } | undefined;

/** Shows a process's health at `/metrics`. @param codes of all reasons; those that do not apply are shown as 0 */
export function showHealth(health: Health, codes: readonly string[]): void {
  source = { health, codes };
}

const gauge = <Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
  set: (gauge: Gauge<Label>, report: HealthReport, codes: readonly string[]) => void,
): Gauge<Label> =>
  new Gauge({
    name,
    help,
    labelNames,
    async collect() {
      if (source) set(this, await source.health.now(), source.codes);
    },
  });

// The same report as that of `/health/ready`.

gauge('colloquy_ready', '1 while /health/ready answers 200, 0 while it answers 503', [], (self, { status }) =>
  self.set(status === 'unavailable' ? 0 : 1),
);

gauge(
  'colloquy_health_reason',
  '1 for each reason for which /health/ready is degraded or unavailable',
  ['reason'],
  (self, { reasons }, codes) => {
    self.reset();
    for (const reason of codes) self.set({ reason }, 0);
    for (const { code } of reasons) self.set({ reason: code }, 1);
  },
);
