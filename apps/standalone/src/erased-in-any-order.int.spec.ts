import { personalReadModels } from '#api/erasure/readable-rows';
import type { OutgoingRecord } from '#messaging/record';
import { takeTurn } from '#projector/rebuild/name-lock';
import { allProjections } from '#read-models/all-projections';
import { ErasingNewsroom, type Records, type Source, canary } from '#test/support/personal-data/erasing-newsroom';
import { until } from '#test/support/time/until';

const sources: Source[] = ['log', 'kafka'];
const isOfAuthors = ({ topic }: OutgoingRecord): boolean => topic.endsWith('.authors');

describe('the read models after an erasure', () => {
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

  describe.each(sources)('fed from the %s', (source) => {
    it('hold the personal data before the erasure', async () => {
      const projector = await newsroom.project(source);
      await newsroom.bring(source);
      await projector.settled();
      const all = personalReadModels.map((name) => name.replaceAll('-', '_'));
      expect(await newsroom.schemasWithCanary()).toEqual(all.toSorted());
    });

    it('get no personal data once the key is deleted, though it was decrypted before', async () => {
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

    it('hold none after key and author are erased while a transaction waits to write', async () => {
      const projector = await newsroom.project(source);
      const tables = await newsroom.holdTables();
      await newsroom.bring(source);
      await until('transactions wait to write', async () => (await newsroom.writersWaiting()) > 0);
      await newsroom.dropKey();
      await newsroom.tellErasure();
      await newsroom.bring(source);
      await tables.query('commit');
      tables.release();
      await projector.settled();
      expect(await newsroom.schemasWithCanary()).toEqual([]);
      expect(await erasedIsApplied()).toBe(true);
    });

    it('get none when a failing batch is applied in halves', async () => {
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

  it('get none from a partition that is slower than the erasure', async () => {
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
    await until('the late records are applied', async () => {
      const { rows } = await newsroom.pool.query('select from projection_partitions where last_position = $1', [last]);
      return rows.length === allProjections.length;
    });
    expect(await newsroom.schemasWithCanary()).toEqual([]);
    await newsroom.transport.publish(late.slice(withdrawal));
    await projector.settled();
    expect(await newsroom.schemasWithCanary()).toEqual([]);
  });

  it('leave no copy from a killed comparison once a projector starts', async () => {
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
    await until('the copy is dropped', async () => !(await left()).includes('thread_replay'));
    expect(await left()).toEqual(['author_record_replay']);
    await releaseTurn();
    await newsroom.project('log');
    await until('the other copy is dropped, too', async () => (await left()).length === 0);
  });
});
