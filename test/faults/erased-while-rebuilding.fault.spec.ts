import { compareWithReplay } from '#projector/doctor/compare-with-replay';
import { rebuild } from '#projector/rebuild/rebuild';
import { allProjections } from '#read-models/all-projections';
import { readProgress } from '#read-models/progress';
import { ErasingNewsroom } from '#test/support/personal-data/erasing-newsroom';
import { until } from '#test/support/time/until';

describe('the read models of somebody who is erased', () => {
  let newsroom: ErasingNewsroom;

  beforeEach(async () => {
    newsroom = await ErasingNewsroom.open();
    await newsroom.say();
  });
  afterEach(() => newsroom.close());

  describe('that are built anew', () => {
    const build = (batchSize: number): Promise<void> =>
      rebuild(allProjections, { pool: newsroom.pool, eventLog: newsroom.slow, batchSize });

    it('get nothing of it once the key is gone, though it was opened before, and equal a replay', async () => {
      const projector = await newsroom.project('log');
      await projector.settled();
      await newsroom.dropKey();
      await build(4);
      expect(await newsroom.schemasWithCanary()).toEqual([]);
      for (const projection of allProjections) {
        const { tables } = await compareWithReplay(projection, { pool: newsroom.pool, eventLog: newsroom.slow });
        expect(tables.filter(({ onlyServed, onlyReplayed }) => onlyServed + onlyReplayed > 0)).toEqual([]);
      }
      expect(await newsroom.schemasWithCanary()).toEqual([]);
    });

    it('lose what they had of it when the erasure passes in the middle', async () => {
      const projector = await newsroom.project('log');
      await projector.settled();
      let goOn: () => void = () => undefined;
      newsroom.pause = new Promise<void>((resolve) => (goOn = resolve));
      const building = build(4);
      await until('half of it is built', async () => {
        const { rows } = await newsroom.pool.query(
          `select from projection_checkpoints where status = 'building' and position > 0`,
        );
        return rows.length === allProjections.length;
      });
      await newsroom.dropKey();
      await newsroom.tellErasure();
      goOn();
      await building;
      await projector.settled();
      expect([...(await readProgress(newsroom.pool)).values()].map(({ generation }) => generation)).toEqual(
        allProjections.map(() => 2),
      );
      expect(await newsroom.schemasWithCanary()).toEqual([]);
    });

    it('lose it when the erasure passes while they are about to take the old ones’ place', async () => {
      const projector = await newsroom.project('log');
      await projector.settled();
      const holder = await newsroom.pool.connect();
      await holder.query(`begin; select from projection_checkpoints where status = 'active' for update`);
      const building = build(5000);
      await until('a swap waits', async () => {
        const { rows } = await newsroom.pool.query(
          `select from pg_stat_activity where wait_event_type = 'Lock' and query like '%for update%'`,
        );
        return rows.length > 0;
      });
      await newsroom.dropKey();
      await newsroom.tellErasure();
      await holder.query('commit');
      holder.release();
      await building;
      await projector.settled();
      expect(await newsroom.schemasWithCanary()).toEqual([]);
    });
  });
});
