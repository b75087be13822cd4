import { v5 } from 'uuid';
import { z } from 'zod';
import type { StoredToPublish } from './cloud-event.ts';
import { Position } from './identifiers.ts';
import { partitionName } from './topic-partition.ts';
import { type BegunEpoch, epochReasons, type LogEpoch, type LogIdentity, writeLabel } from './log-identity.ts';

/**
 * A record in each partition, between the last event of one epoch of the log and the first of the next. It is not an
 * event of the log, so it takes no position.
 */
export const epochMarkType = 'LogEpochBegan';

export const epochMarkSchema = {
  version: 1,
  description:
    'Marks in each partition that a new epoch of the log begins, because a backup was restored or positions were bumped. It is not an event of the log. Records of older epochs after position `after` are void.',
  data: z.object({
    after: Position.describe(
      'the last valid position of the older epochs. Also the `position` of the mark, unless void records directly precede it: then the `position` is greater than theirs',
    ),
    reason: z.enum(epochReasons).describe('why it began'),
    epochs: z
      .array(
        z.object({
          epoch: z.number().int().min(1).describe('Number of the epoch'),
          after: Position.describe('Last valid position of the epochs before it'),
        }),
      )
      .min(1)
      .describe(
        'all epochs of the log up to this one, oldest first. Older epochs that are missing here are void as a whole',
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

/** The content of a mark. */
export interface EpochMark {
  readonly after: number;
  readonly epochs: readonly LogEpoch[];
}

/** Not a valid site id: the log holds the events of every site. */
const everySite = '*';
const marks = '5b0ff3cf-4d83-49d0-a6f2-0a1f1d0c8a6e';

/** The mark of an epoch in a partition. Its id depends only on epoch and partition, so a repeated mark has the same id. */
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

/** Undefined for an event of the log. @throws ZodError for a mark that does not match its schema */
export function readEpochMark({ type, data }: Pick<StoredToPublish, 'type' | 'data'>): EpochMark | undefined {
  if (type !== epochMarkType) return undefined;
  const { after, epochs } = epochMarkSchema.data.parse(data);
  return { after: Number(after), epochs: epochs.map((one) => ({ epoch: one.epoch, after: Number(one.after) })) };
}
