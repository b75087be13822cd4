import type { BegunEpoch } from '#contracts/log-identity';
import type { IncomingRecord } from '#messaging/record';
import { LogOfRecords } from './log-of-records.ts';

const logId = '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11';
const epochs = [1, 2].map((epoch): BegunEpoch => {
  return { epoch, after: 100 * (epoch - 1), reason: 'restore', beganAt: new Date(0) };
});

const chunkOf = (...records: readonly (readonly [position: number, label?: string])[]): IncomingRecord[] =>
  records.map(([position, label], offset) => ({
    topic: 'spec.comments',
    partition: 3,
    offset: String(offset),
    key: 'k',
    value: null,
    headers: { ce_position: String(position), ...(label !== undefined && { ce_log: label }) },
  }));

describe('the log of records', () => {
  let known: readonly BegunEpoch[];
  let asked: number;
  let log: LogOfRecords;
  beforeEach(() => {
    [known, asked] = [epochs, 0];
    const identity = () => Promise.resolve({ logId, epochs: known }).finally(() => (asked += 1));
    log = new LogOfRecords({ identity });
  });

  it('has lost records that an older epoch published beyond its end', async () => {
    const chunk = chunkOf([99, `${logId}.1`], [101, `${logId}.1`], [100, `${logId}.2`], [101, `${logId}.2`]);
    expect(await log.voidIn(chunk)).toEqual(new Set(['1']));
  });

  it('counts records without a label, from older versions, to the first epoch', async () => {
    expect(await log.voidIn(chunkOf([100], [101]))).toEqual(new Set(['1']));
  });

  it('is read again for a newer epoch only', async () => {
    known = epochs.slice(0, 1);
    await log.voidIn(chunkOf([99, `${logId}.1`]));
    known = epochs;
    expect(await log.voidIn(chunkOf([102, `${logId}.2`], [102, `${logId}.1`]))).toEqual(new Set(['1']));
    expect(await log.voidIn(chunkOf([102, `${logId}.1`], [102, `${logId}.2`]))).toEqual(new Set(['0']));
    expect(asked).toBe(2);
  });

  it('refuses records of another log', async () => {
    const other = '2d3c1f0e-77aa-4f0b-8a5d-0c1d2e3f4a5b.1';
    await expect(log.voidIn(chunkOf([1, `${logId}.1`], [1, other]))).rejects.toThrow(
      "Kafka's spec.comments/3 has at offset 1 a record of another log",
    );
  });

  it('refuses records of an epoch that it does not know', async () => {
    await expect(log.voidIn(chunkOf([1, `${logId}.3`]))).rejects.toThrow('run "colloquy restore"');
  });
});
