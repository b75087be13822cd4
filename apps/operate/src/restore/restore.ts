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
  /** Erasures that the backup may not know of. */
  readonly ledger: readonly ErasureEntry[];
  readonly at: number | undefined;
  readonly everything: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly terminal: Terminal;
}

/**
 * Brings an installation whose database was put back from a backup to where it may be served and published again. From
 * its first change on no role starts before its last one; broken off at any point, it is run again. Answers false where
 * its operator said no.
 * @throws CannotDo
 */
export async function restore(parts: RestoreParts, options: RestoreOptions): Promise<boolean> {
  const { terminal, yes, dryRun } = options;
  await parts.atRest.confirm();
  terminal.say(parts.kafka ? 'Holding what was published against the log …' : 'Reading the log …');
  const plan = await makePlan({ ...parts, ...options });
  for (const line of showPlan(plan)) terminal.print(line);
  if (dryRun || !(await terminal.confirm('Go on?', yes))) return dryRun;
  const epoch = await begin(parts.atRest.client, plan);
  terminal.print(
    `Epoch ${epoch} of the log begins behind position ${plan.validUntil}. No role starts before this is finished.`,
  );
  await parts.atRest.confirm(); // a role that started in between did not know
  if (parts.kafka) {
    terminal.print(`Marking the end of what is void in ${plan.endings.length} partitions …`);
    await markVoids({ ...parts, ...parts.kafka }, plan.endings, parts.foundation.config.PUBLIC_URL);
  }
  terminal.print('Building the read models from the log …');
  await rebuildAll({ ...parts, terminal });
  terminal.print('Erasing again whom the backup brought back …');
  await erase(parts, options);
  const ended = await forgetMoments(parts.pool);
  terminal.print(`${ended} sessions of the desk ended: moderators sign in again.`);
  await finishRestore(parts.pool);
  terminal.print('Done. Start the service.');
  return true;
}

/** All that depends on positions, at once, and with appends held off. */
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
        `${stillReadable} things of people who were erased can still be read: the service is not to be started; run this again`,
      );
  });
