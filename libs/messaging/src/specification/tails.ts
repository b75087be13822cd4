import type { TailQuestion } from '../event-transport.ts';
import type { IncomingRecord } from '../record.ts';
import { TopicMissing } from '../transport-errors.ts';
import type { TransportAtTest } from './transport-at-test.ts';

export const describeTails = (at: TransportAtTest): void =>
  describe('the tails of partitions', () => {
    areWhatCameLast(at);
    areWhatIsLeft(at);
  });

function areWhatCameLast(at: TransportAtTest): void {
  it('are the last record of each, and the first one left', async () => {
    await at.transport.ensureTopics([at.spec()]);
    await at.transport.publish(at.records(5, 0));
    await at.transport.publish([at.record('x', 0), at.record('y', 2)]);
    expect(await tails(at)).toEqual([
      { from: '0', to: '6', first: '0', latest: ['x@5'] },
      { from: '0', to: '0', first: undefined, latest: [] },
      { from: '0', to: '1', first: 'y', latest: ['y@0'] },
    ]);
  });

  it('are all records since an offset, if one is given', async () => {
    await at.transport.ensureTopics([at.spec({ partitions: 2 })]);
    await at.transport.publish([...at.records(5, 0), ...at.records(2, 1)]);
    const since = new Map([
      [`${at.topic}/0`, '3'],
      [`${at.topic}/1`, '2'],
    ]);
    expect(await tails(at, { since })).toMatchObject([{ latest: ['3@3', '4@4'] }, { latest: [] }]);
  });

  it('skip records that do not count', async () => {
    await at.transport.ensureTopics([at.spec({ partitions: 1 })]);
    await at.transport.publish([...at.records(3), ...Array.from({ length: 40 }, () => at.record('noise'))]);
    const counts = ({ value }: IncomingRecord) => value !== 'noise';
    expect(await tails(at, { counts })).toEqual([{ from: '0', to: '43', first: '0', latest: ['2@2'] }]);
    expect(await tails(at, { counts: () => false })).toMatchObject([{ first: undefined, latest: [] }]);
  });
}

function areWhatIsLeft(at: TransportAtTest): void {
  it('are refused for a topic that does not exist', async () => {
    await expect(tails(at)).rejects.toThrow(TopicMissing);
    await expect(at.transport.extentOf(at.topic)).rejects.toThrow(TopicMissing);
  });

  it('are empty if all records were deleted, and start later if some were', async () => {
    await at.transport.ensureTopics([at.spec({ partitions: 2 })]);
    await at.transport.publish([...at.records(4, 0), ...at.records(4, 1)]);
    await at.transport.deleteRecords([
      { topic: at.topic, partition: 0, offset: '4' },
      { topic: at.topic, partition: 1, offset: '3' },
    ]);
    expect(await tails(at)).toMatchObject([
      { from: '4', to: '4', latest: [] },
      { from: '3', to: '4', latest: ['3@3'] },
    ]);
  });
}

const tails = async (at: TransportAtTest, question: Partial<TailQuestion> = {}) =>
  (await at.transport.tails([at.topic], { counts: () => true, ...question }))
    .toSorted((a, b) => a.partition - b.partition)
    .map(({ beginOffset, endOffset, first, latest }) => ({
      from: beginOffset,
      to: endOffset,
      first: first?.value,
      latest: latest.map(({ value, offset }) => `${value}@${offset}`),
    }));
