import { compareWithReplay } from '#projector/doctor/compare-with-replay';
import { rebuild } from '#projector/rebuild/rebuild';
import { allProjections } from '#read-models/all-projections';
import { readProgress } from '#read-models/progress';
import { ErasingNewsroom } from '#test/support/personal-data/erasing-newsroom';
import { until } from '#test/support/time/until';

describe('the read models after an erasure', () => {
  let newsroom: ErasingNewsroom;

  beforeEach(async () => {
    newsroom = await ErasingNewsroom.open();
    await newsroom.say();
  });
  afterEach(() => newsroom.close());

  describe('during a rebuild', () => {
    const build = (batchSize: number): Promise<void> =>
      rebuild(allProjections, { pool: newsroom.pool, eventLog: newsroom.slow, batchSize });

    it('get no personal data once the key is deleted, though it was decrypted before, and equal a replay', async () => {
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

    it('lose the personal data if the erasure comes in the middle of the rebuild', async () => {
      const projector = await newsroom.project('log');
      await projector.settled();
      let resumeBuilding: () => void = () => undefined;
      newsroom.pause = new Promise<void>((resolve) => (resumeBuilding = resolve));
      const building = build(4);
      await until('half of it is built', async () => {
        const { rows } = await newsroom.pool.query(
          `select from projection_checkpoints where status = 'building' and position > 0`,
        );
        return rows.length === allProjections.length;
      });
      await newsroom.dropKey();
      await newsroom.tellErasure();
      resumeBuilding();
      await building;
      await projector.settled();
      expect([...(await readProgress(newsroom.pool)).values()].map(({ generation }) => generation)).toEqual(
        allProjections.map(() => 2),
      );
      expect(await newsroom.schemasWithCanary()).toEqual([]);
    });

    it('lose the personal data if the erasure comes right before the swap', async () => {
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
