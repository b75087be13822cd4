import { randomUUID } from 'node:crypto';
import { partitionOf } from '#messaging/partitioner';
import type { IncomingRecord } from '#messaging/record';
import { faultsIn, type LogEntry, misplaced } from './topic-oracle.ts';

const partitions = 4;
const key = 'default/an-article';

const entries: readonly LogEntry[] = [1, 2, 3].map((position) => ({ id: randomUUID(), position }));
const idAt = (position: number): string => String(entries[position - 1]?.id);

const record = (position: number, prev?: number, { id = idAt(position), topic = 'spec.comments' } = {}) =>
  ({
    topic,
    partition: partitionOf(key, partitions),
    key,
    headers: {},
    value: JSON.stringify({
      id,
      type: 'CommentPosted',
      position: String(position),
      ...(prev !== undefined && { prev: String(prev) }),
    }),
  }) as IncomingRecord;

const right = [record(1), record(2, 1), record(3, 2)];
const log = { entries, checkpoint: 3 };

describe('the comparison of topics with the log', () => {
  it('finds no fault when the topics hold the log, even with repeated records', () => {
    expect(faultsIn(right, log)).toEqual([]);
    expect(faultsIn([record(1), record(2, 1), record(2, 1), record(3, 2)], log)).toEqual([]);
    expect(misplaced(right, partitions)).toEqual([]);
  });

  it('finds a missing event up to the checkpoint', () => {
    expect(faultsIn(right.slice(0, 2), log)).toEqual(['3 is missing']);
    expect(faultsIn([], log)).toHaveLength(3);
    expect(faultsIn(right.slice(0, 2), { entries, checkpoint: 2 })).toEqual([]);
  });

  it('finds an event that the log does not have', () => {
    expect(faultsIn([...right, record(4, 3, { id: randomUUID() })], log)).toEqual(['4 is not in the log']);
    const another = record(3, 2, { id: randomUUID() });
    expect(faultsIn([record(1), record(2, 1), another], log)).toEqual(['3 is missing', '3 is not in the log']);
  });

  it('finds an order other than the log’s, and a broken chain', () => {
    expect(faultsIn([record(1), record(3, 1), record(2, 3)], log)).toEqual([expect.stringContaining('2 came after 3')]);
    expect(faultsIn([record(1), record(2, 1), record(3, 1)], log)).toEqual([
      expect.stringContaining('3 has prev 1, but follows 2'),
    ]);
  });

  it('finds an event in a wrong topic, and one in a wrong partition', () => {
    const elsewhere = [record(1, undefined, { topic: 'spec.authors' })];
    expect(faultsIn(elsewhere, { entries: entries.slice(0, 1), checkpoint: 1 })).toEqual([
      expect.stringContaining('CommentPosted belongs elsewhere'),
    ]);
    const strayed = { ...record(1), partition: (partitionOf(key, partitions) + 1) % partitions };
    expect(misplaced([strayed], partitions)).toEqual([strayed]);
  });
});
