import { personalReadModels } from '#api/erasure/readable-rows';
import type { OutgoingRecord } from '#messaging/record';
import { takeTurn } from '#projector/rebuild/name-lock';
import { allProjections } from '#read-models/all-projections';
import { ErasingNewsroom, type Records, type Source, canary } from '#test/support/personal-data/erasing-newsroom';
import { until } from '#test/support/time/until';

const sources: Source[] = ['log', 'kafka'];
const isOfAuthors = ({ topic }: OutgoingRecord): boolean => topic.endsWith('.authors');

describe('the read models of somebody who is erased', () => {
  let newsroom: ErasingNewsroom;

  beforeEach(async () => {
    newsroom = await ErasingNewsroom.open();
    await newsroom.say();
  });
  afterEach(() => newsroom.close());

  const erasedIsApplied = async (): Promise<boolean> => {
    const { rows } = await newsroom.pool.query('select from read.authors where author_id = $1 and erased', [
      newsroom.words.personId,
    ]);
    return rows.length === 1;
  };

  describe.each(sources)('that are brought by the %s', (source) => {
    it('hold all of it as long as nobody is erased', async () => {
      const projector = await newsroom.project(source);
      await newsroom.bring(source);
      await projector.settled();
      const all = personalReadModels.map((name) => name.replaceAll('-', '_'));
      expect(await newsroom.schemasWithCanary()).toEqual(all.toSorted());
    });

    it('get nothing of it any more once the key is gone, though it was opened before', async () => {
      await newsroom.dropKey();
      const projector = await newsroom.project(source);
      await newsroom.bring(source);
      await projector.settled();
      expect(await newsroom.schemasWithCanary()).toEqual([]);
      await newsroom.tellErasure();
      await newsroom.bring(source);
      await projector.settled();
      expect(await newsroom.schemasWithCanary()).toEqual([]);
    });

    it('lose it where the key goes, and the erasure comes, while a transaction is about to write it', async () => {
      const projector = await newsroom.project(source);
      const tables = await newsroom.holdTables();
      await newsroom.bring(source);
      await until('they are about to write', async () => (await newsroom.writersWaiting()) > 0);
      await newsroom.dropKey();
      await newsroom.tellErasure();
      await newsroom.bring(source);
      await tables.query('commit');
      tables.release();
      await projector.settled();
      expect(await newsroom.schemasWithCanary()).toEqual([]);
      expect(await erasedIsApplied()).toBe(true);
    });

    it('get nothing of it by the halves of a batch that cannot be applied', async () => {
      const projector = await newsroom.project(source);
      await newsroom.pool.query(
        `alter table moderation_queue_g1.queue_reports add constraint poison check (reason <> 'other')`,
      );
      await newsroom.dropKey();
      await newsroom.bring(source);
      await until('it has stopped', () => projector.positions().get('moderation-queue')?.status === 'stopped');
      const { rows } = await newsroom.pool.query<{ reports: number }>(
        'select count(*)::int as reports from read.queue_reports',
      );
      expect(rows[0]?.reports).toBe(2);
      expect(await newsroom.schemasWithCanary()).toEqual([]);
    });
  });

  it('get nothing of it by a partition that is slower than the erasure', async () => {
    const projector = await newsroom.project('kafka');
    await newsroom.dropKey();
    await newsroom.tellErasure();
    let late: Records = [];
    await newsroom.bring('kafka', (records) => {
      late = records.filter((record) => !isOfAuthors(record));
      return records.filter(isOfAuthors);
    });
    await until('the erasure is applied', erasedIsApplied);
    const withdrawal = late.findLastIndex(({ headers }) => headers['ce_type'] === 'CommentWithdrawn');
    await newsroom.transport.publish(late.slice(0, withdrawal));
    const last = Number(late[withdrawal - 1]?.headers['ce_position']);
    await until('what is late is applied', async () => {
      const { rows } = await newsroom.pool.query('select from projection_partitions where last_position = $1', [last]);
      return rows.length === allProjections.length;
    });
    expect(await newsroom.schemasWithCanary()).toEqual([]);
    await newsroom.transport.publish(late.slice(withdrawal));
    await projector.settled();
    expect(await newsroom.schemasWithCanary()).toEqual([]);
  });

  it('are copied by no comparison that was killed, once a projector starts and nobody compares', async () => {
    const left = async (): Promise<string[]> => {
      const { rows } = await newsroom.pool.query<{ name: string }>(
        `select nspname as name from pg_namespace where nspname ~ '_replay$' order by 1`,
      );
      return rows.map(({ name }) => name);
    };
    for (const schema of ['thread_replay', 'author_record_replay'])
      await newsroom.pool.query(
        `create schema ${schema}; create table ${schema}.left_by_it as select '${canary}' as words`,
      );
    const releaseTurn = await takeTurn(newsroom.pool, 'author-record');
    await newsroom.project('log');
    await until('what was left is gone', async () => !(await left()).includes('thread_replay'));
    expect(await left()).toEqual(['author_record_replay']);
    await releaseTurn();
    await newsroom.project('log');
    await until('the other is, too', async () => (await left()).length === 0);
  });
});
