import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import { ensureGeneration } from '#projector/rebuild/generation-start';
import { CannotApply } from '#projector/apply/isolate';
import { ProgressReport } from '../work/progress-report.ts';
import { rebuild } from '#projector/rebuild/rebuild';
import { allProjections } from '#read-models/all-projections';
import { forgetGenerations } from '#read-models/generations';
import type { Projection } from '#read-models/projection';
import type { Terminal } from '../line/terminal.ts';

interface Parts {
  readonly pool: Pool;
  readonly eventLog: EventLog;
  readonly terminal: Terminal;
}

/**
 * Rebuilds every read model from the log, because its rows may come from void records in Kafka. A read model that
 * cannot be rebuilt is emptied, so that it shows nothing void. The projector later stops it at the same event.
 */
export async function rebuildAll(parts: Parts): Promise<void> {
  try {
    await build(allProjections, parts);
  } catch (error) {
    if (!(error instanceof CannotApply)) throw error;
    for (const projection of allProjections) await buildOrEmpty(projection, parts);
  }
}

async function buildOrEmpty(projection: Projection, parts: Parts): Promise<void> {
  try {
    await build([projection], parts);
  } catch (error) {
    if (!(error instanceof CannotApply)) throw error;
    await forgetGenerations(parts.pool, projection.name);
    await ensureGeneration(parts.pool, projection);
    parts.terminal.print(
      `The read model ${projection.name} is empty: ${error.message}. It will stop at this event when the service starts: see \`colloquy resume --help\``,
    );
  }
}

async function build(projections: readonly Projection[], { pool, eventLog }: Parts): Promise<void> {
  const report = new ProgressReport(process.stderr, `Rebuilding ${projections.map(({ name }) => name).join(', ')}`);
  await rebuild(projections, { pool, eventLog, onProgress: (progress) => report.show(progress) });
  report.end('done');
}
