import type { Client } from 'pg';
import { forgetMoments } from '#api/restored';
import type { ErasureEntry } from '#api/erasure/erasure-ledger';
import { beginRestore, finishRestore } from '#event-store/restoring/restoring';
import { forgetEveryPartition } from '#read-models/partitions';
import { boundRelay, setBackRelay } from '#relay/set-back';
import { eraseAgain, openErasingParts } from './erase-again.ts';
import { CannotDo } from '#platform/cannot-do';
import { whileOpen } from '#platform/opened';
import { transactionOn } from '#platform/transaction';
import type { Terminal } from '../line/terminal.ts';
import { markVoids } from './mark-voids.ts';
import { makePlan, type RestorePlan } from './plan.ts';
import { rebuildAll } from './read-models.ts';
import type { RestoreParts } from './restore-parts.ts';
import { showPlan } from './show-plan.ts';

export interface RestoreOptions {
  /** Erasures that may have been made after the backup. */
  readonly ledger: readonly ErasureEntry[];
  readonly at: number | undefined;
  readonly everything: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly terminal: Terminal;
}

/**
 * Prepares an installation whose database was restored from a backup, so that it can be served and published again. No
 * role starts between its first and its last change. If it is interrupted, run it again. Returns false if the operator
 * declined.
 * @throws CannotDo
 */
export async function restore(parts: RestoreParts, options: RestoreOptions): Promise<boolean> {
  const { terminal, yes, dryRun } = options;
  await parts.atRest.confirm();
  terminal.say(parts.kafka ? 'Comparing the published events with the log …' : 'Reading the log …');
  const plan = await makePlan({ ...parts, ...options });
  for (const line of showPlan(plan)) terminal.print(line);
  if (dryRun || !(await terminal.confirm('Continue?', yes))) return dryRun;
  const epoch = await begin(parts.atRest.client, plan);
  terminal.print(
    `Epoch ${epoch} of the log begins after position ${plan.validUntil}. No role can start until the restore is finished.`,
  );
  await parts.atRest.confirm(); // for roles that started just before the epoch began
  if (parts.kafka) {
    terminal.print(`Marking the end of void events in ${plan.endings.length} partitions …`);
    await markVoids({ ...parts, ...parts.kafka }, plan.endings, parts.foundation.config.PUBLIC_URL);
  }
  terminal.print('Rebuilding the read models from the log …');
  await rebuildAll({ ...parts, terminal });
  terminal.print('Repeating the erasures that the backup undid …');
  await erase(parts, options);
  const ended = await forgetMoments(parts.pool);
  terminal.print(`Ended ${ended} desk sessions: moderators must sign in again.`);
  await finishRestore(parts.pool);
  terminal.print('Done. Start the service.');
  return true;
}

/** Changes everything that depends on positions in one transaction, which blocks appends. */
function begin(client: Client, { validUntil, seen, newestSeen, relay }: RestorePlan): Promise<number> {
  return transactionOn(client, async () => {
    const epoch = await beginRestore(client, { validUntil, seen, newestSeen });
    if (relay) await setBackRelay(client, relay);
    else await boundRelay(client, validUntil);
    await forgetEveryPartition(client);
    return epoch;
  });
}

const erase = (parts: RestoreParts, { ledger, terminal }: RestoreOptions): Promise<void> =>
  whileOpen(async (opened) => {
    const erasing = await openErasingParts(parts.foundation, parts.eventLog, opened);
    const { stillReadable } = await eraseAgain(erasing, ledger, terminal.print);
    if (stillReadable > 0)
      throw new CannotDo(
        `${stillReadable} texts or names of erased people are still readable: do not start the service; run this command again`,
      );
  });
