import { v5 } from 'uuid';
import { z } from 'zod';
import type { StoredToPublish } from './cloud-event.ts';
import { Position } from './identifiers.ts';
import { partitionName } from './topic-partition.ts';
import { type BegunEpoch, epochReasons, type LogEpoch, type LogIdentity, writeLabel } from './log-identity.ts';

/**
 * A record in every partition, at the place where an epoch of the log ends and the next one begins. It is no event of
 * the log: nothing happened to a comment, and it has no place of its own among the positions.
 */
export const epochMarkType = 'LogEpochBegan';

export const epochMarkSchema = {
  version: 1,
  description:
    'No event of the log, but a mark in every partition: a new epoch of the log begins, because a backup was restored or positions were bumped. What older epochs published beyond `after` is void, whatever its position.',
  data: z.object({
    after: Position.describe(
      'the last position that belongs to the epochs before; also the `position` of the mark, unless it stands right behind void records: then that is greater than theirs',
    ),
    reason: z.enum(epochReasons).describe('why it began'),
    epochs: z
      .array(z.object({ epoch: z.number().int().min(1), after: Position }))
      .min(1)
      .describe(
        'all epochs of the log up to this one, the oldest first: an older one that is missing is void as a whole',
      ),
  }),
  example: {
    data: {
      after: '48213',
      reason: 'restore' as const,
      epochs: [
        { epoch: 1, after: '0' },
        { epoch: 2, after: '48213' },
      ],
    },
  },
};

/** What a mark says. */
export interface EpochMark {
  readonly after: number;
  readonly epochs: readonly LogEpoch[];
}

/** A site that cannot be: the log is that of all of them. */
const everySite = '*';
const marks = '5b0ff3cf-4d83-49d0-a6f2-0a1f1d0c8a6e';

/** The mark at which an epoch begins in a partition: the same one with the same id however often it is made. */
export function epochMark(
  { logId, epochs }: LogIdentity<BegunEpoch>,
  begun: BegunEpoch,
  place: { readonly topic: string; readonly partition: number },
): StoredToPublish {
  const label = writeLabel({ logId, epoch: begun.epoch });
  const upToIt = epochs.filter(({ epoch }) => epoch <= begun.epoch);
  const written = upToIt.map(({ epoch, after }) => ({ epoch, after: String(after) }));
  return {
    position: begun.after,
    version: begun.epoch,
    eventId: v5(`${label} ${partitionName(place)}`, marks),
    type: epochMarkType,
    schemaVersion: epochMarkSchema.version,
    siteId: everySite,
    partitionKey: label,
    data: { after: String(begun.after), reason: begun.reason, epochs: written },
    sealed: null,
    meta: {},
    recordedAt: begun.beganAt,
  };
}

/** Undefined for an event of the log. @throws ZodError for a mark that is not what its schema says */
export function readEpochMark({ type, data }: Pick<StoredToPublish, 'type' | 'data'>): EpochMark | undefined {
  if (type !== epochMarkType) return undefined;
  const { after, epochs } = epochMarkSchema.data.parse(data);
  return { after: Number(after), epochs: epochs.map((one) => ({ epoch: one.epoch, after: Number(one.after) })) };
}
