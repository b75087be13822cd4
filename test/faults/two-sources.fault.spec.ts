import { ProjectedSite } from '#test/support/read-models/projected-site';
import { testTopics } from '#test/support/kafka/published-log';
import { historyOf } from '#test/support/histories/random-history';
import { until } from '#test/support/time/until';

type Source = 'log' | 'kafka';
const placeOf = (source: Source) => (source === 'log' ? source : testTopics);

describe('projectors with different sources', () => {
  let site: ProjectedSite;
  beforeEach(async () => {
    site = await ProjectedSite.open();
  });
  afterEach(() => site.close());

  /** Number of sessions that wait to claim the source. */
  const claiming = async (): Promise<number> => {
    const { rows } = await site.pool.query<{ count: number }>(
      `select count(*)::int as count from pg_locks where locktype = 'advisory' and classid = 4206014 and objid = 0 and not granted
       and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows[0]?.count ?? 0;
  };

  const breakClaim = () =>
    site.pool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 4206014 and objid in (1, 2) and granted
       and database = (select oid from pg_database where datname = current_database())`,
    );

  it.each<[Source, Source]>([
    ['log', 'kafka'],
    ['kafka', 'log'],
  ])(
    'apply each event once if the claim of one that reads %s breaks while one that reads %s starts',
    async (first, second) => {
      const relay = await site.relay();
      await site.append(historyOf(5, 200));
      await relay.publishAll();
      const old = await site.project(placeOf(first));
      await old.settled();

      // The new projector is before the old one in the queue for the claim.
      const turn = await site.pool.connect();
      await turn.query('begin; select pg_advisory_xact_lock(4206014, 0)');
      const starting = site.project(placeOf(second));
      await until('the new one waits for the claim', async () => (await claiming()) === 1);
      await breakClaim();
      await until('the old one tries to claim again', async () => (await claiming()) === 2);
      await turn.query('commit');
      turn.release();
      const fresh = await starting;

      // The old one is still running: its process does not know yet that it lost the claim.
      for (let round = 0; round < 5; round++) {
        await site.append(historyOf(100 + round, 60));
        await relay.publishAll(20);
      }
      await fresh.settled();
      expect(await site.differences()).toEqual([]);
      await expect(old.finished).rejects.toThrow(
        /would read .*, but another one that reads .* is running on this database/,
      );
    },
  );
});
