import { readFileSync, writeFileSync } from 'node:fs';
import { BannedNetworks } from '#api/addresses/banned-networks';
import { CommandExecutor } from '#api/commands/command-executor';
import { AuthorErasure } from '#api/erasure/author-erasure';
import { ErasureEntry, allErasures, findErasure } from '#api/erasure/erasure-ledger';
import { Identities } from '#api/identity/identities';
import { KeptRestrictions } from '#api/identity/kept-restrictions';
import { RestrictionCarrier } from '#api/identity/restriction-carrier';
import { openDerivationRoot } from '#event-store/keys/derivation-root';
import type { EventLog } from '#event-store/event-log';
import { Keyring } from '#event-store/keys/keyring';
import { openEventLog } from '#event-store/open-event-log';
import type { Config } from '#platform/config';
import { openRestingDatabase } from '#platform/database';
import { type Foundation, openFoundation } from '#platform/foundation';
import { type Opened, whileOpen } from '#platform/opened';
import { deriveKey } from '#platform/secrets';
import { StartupError } from '#platform/startup-error';
import { startProjector } from '#projector/start-projector';

export interface ErasedAgain {
  /** Number of people in the ledger. */
  readonly entries: number;
  /** Ids of those that this database still knew. */
  readonly erasedAgain: readonly string[];
  /** Number of their texts and names that could be read afterwards; anything but 0 is a failure. */
  readonly stillReadable: number;
}

/**
 * Repeats the erasures that a restored backup undid: of everybody in the database's own ledger who is not erased in it,
 * and of everybody in `ledger`, an export made after the backup. Run it before the service is started on the restored
 * database.
 * @param print gets a line for each person, with ids only
 */
export async function eraseAgainOn(
  config: Config,
  { ledger = [], print }: { ledger?: readonly ErasureEntry[]; print: (line: string) => void },
): Promise<ErasedAgain> {
  return withDatabase(config, (parts) => eraseAgain(parts, ledger, print));
}

/** The same with parts that are already open. */
export async function eraseAgain(
  { pool, log, erasure }: ErasingParts,
  ledger: readonly ErasureEntry[],
  print: (line: string) => void,
): Promise<ErasedAgain> {
  const known = await allErasures(pool);
  const entries = new Map([...known, ...ledger].map((entry) => [entry.authorId, entry]));
  const erasedAgain: string[] = [];
  let stillReadable = 0;
  for (const entry of entries.values()) {
    const { authorId, site } = entry;
    if ((await findErasure(pool, site, authorId))?.completedAt && (await log.isErased(authorId))) continue;
    const report = await erasure.eraseCompletely(entry, null);
    erasedAgain.push(authorId);
    stillReadable += report.stillReadable;
    print(`erased again: ${site} ${authorId}, ${report.comments} comments, ${report.stillReadable} still readable`);
  }
  print(`${entries.size} in the ledger, ${erasedAgain.length} erased again, ${stillReadable} still readable`);
  return { entries: entries.size, erasedAgain, stillReadable };
}

/**
 * Writes the ledger as JSON lines, to be stored apart from the database and its backups. Returns the number of people.
 */
export async function exportLedger(config: Config, file: string): Promise<number> {
  return withDatabase(config, async ({ pool }) => {
    const entries = await allErasures(pool);
    writeFileSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''), { mode: 0o600, flush: true });
    return entries.length;
  });
}

/** @throws StartupError with the number of the invalid line */
export function readLedger(file: string): ErasureEntry[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const entry = ErasureEntry.safeParse(parsed(line));
    if (!entry.success) throw new StartupError(`${file}, line ${index + 1}: not an entry of an erasure ledger`);
    return [entry.data];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

type ErasingParts = Awaited<ReturnType<typeof openErasingParts>>;

const withDatabase = <T>(config: Config, work: (parts: ErasingParts) => Promise<T>): Promise<T> =>
  whileOpen(async (opened) => {
    const database = await openRestingDatabase(config);
    opened.add(() => database.close());
    const foundation = await openFoundation(config, database.url, 'restore-check');
    opened.add(() => foundation.pool.end());
    const log = await openEventLog(foundation);
    opened.add(() => log.close());
    return work(await openErasingParts(foundation, log, opened));
  });

/** Opens the parts of an erasure, without an API: no client may read a restored database before it was checked. */
export async function openErasingParts(
  { pool, logger, secrets }: Pick<Foundation, 'pool' | 'logger' | 'secrets'>,
  log: EventLog,
  opened: Opened,
) {
  const root = await openDerivationRoot(pool, new Keyring(secrets.encryptionKey));
  const projector = await startProjector({ pool, eventLog: log, logger });
  opened.add(() => projector.stop());
  const executor = new CommandExecutor(log);
  const kept = new KeptRestrictions(pool, { keys: { restrictions: deriveKey(root, 'kept restrictions') }, logger });
  // Peppers are in no backup, so no address can be found here.
  const [addresses, posts] = [{ living: async () => [] }, { written: async () => undefined }];
  const erasure = new AuthorErasure({
    pool,
    log,
    logger,
    executor,
    kept,
    settings: { forgetStream: () => undefined },
    identities: new Identities(
      pool,
      { keys: { identities: deriveKey(root, 'identities') } },
      kept,
      new RestrictionCarrier(executor),
    ),
    networks: new BannedNetworks(pool, addresses, posts, { logger }),
    settled: (position) =>
      projector.settled(position).then(
        () => true,
        () => false, // a read model is stopped before the position
      ),
  });
  opened.add(() => erasure.onApplicationShutdown());
  return { pool, log, erasure };
}
