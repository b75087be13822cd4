import type { Pool } from 'pg';
import type { KeptRestriction } from '#contracts/person-answers';
import { type AuthorState, authorDecider, outlivesErasure, writingBan } from '#domain/author';
import type { EventLog } from '#event-store/event-log';
import type { BannedNetworks } from '../addresses/banned-networks.ts';
import { recorded } from '../commands/recorded.ts';
import type { Kept, KeptRestrictions } from '../identity/kept-restrictions.ts';
import { type ErasureEntry, findKept, noteKept } from './erasure-ledger.ts';

interface Parts {
  readonly pool: Pool;
  readonly log: Pick<EventLog, 'readStream'>;
  readonly kept: Pick<KeptRestrictions, 'keep'>;
  readonly networks: Pick<BannedNetworks, 'follow' | 'forgetAuthor'>;
}

/**
 * Keeps the restrictions of a person who is being erased. Otherwise a banned author could end the ban with an erasure.
 * Runs once, before anything is erased: an interrupted erasure reports what it kept the first time. An imported ledger
 * entry adds the restrictions that were in force when it was written.
 */
export async function keepWhatOutlives(parts: Parts, entry: ErasureEntry): Promise<readonly KeptRestriction[]> {
  const known = await findKept(parts.pool, entry.authorId);
  if (known) return known;
  const now = new Date();
  const state = await beforeErasure(parts.log, entry.authorId);
  const ban = writingBan(state, now);
  if (ban) await parts.networks.follow(entry.authorId, ban);
  const network = await parts.networks.forgetAuthor(entry.authorId);
  const restrictions = await parts.kept.keep(entry.authorId, adverse(state, entry, now));
  const kept = [
    ...restrictions.map(({ kind, until }) => ({
      what: 'restriction' as const,
      kind,
      until: until?.toISOString() ?? null,
    })),
    ...(network ? [{ what: 'network' as const, kind: network.kind, until: network.until.toISOString() }] : []),
  ];
  await noteKept(parts.pool, entry.authorId, kept);
  return kept;
}

/** The author's restrictions before the erasure. When an erasure is repeated, its event is already in the log. */
async function beforeErasure(log: Parts['log'], authorId: string): Promise<AuthorState> {
  const events = recorded(await log.readStream(authorId)).flatMap((event) =>
    event.type === 'AuthorRestricted' || event.type === 'AuthorRestrictionLifted' ? [event] : [],
  );
  return events.reduce(authorDecider.evolve, authorDecider.initialState);
}

function adverse({ restrictions }: AuthorState, { kept = [] }: ErasureEntry, now: Date): Kept[] {
  const byLedger = kept.flatMap(({ what, kind, until }) =>
    what === 'restriction' ? [{ kind, until: until === null ? null : new Date(until) }] : [],
  );
  const byKind = new Map([...restrictions, ...byLedger].map(({ kind, until }) => [kind, { kind, until }]));
  return [...byKind.values()].filter(({ kind, until }) => outlivesErasure(kind) && (until === null || now < until));
}
