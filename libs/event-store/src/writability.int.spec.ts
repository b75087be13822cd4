import { Client } from 'pg';
import { suiteLog } from '#test/support/database/suite-log';
import { until } from '#test/support/time/until';
import { LogUnavailable } from './append-errors.ts';
import { AppendOutcomes } from './appending/append-outcomes.ts';
import { readOnlyFaults, writeFaults } from './writability.ts';

const refusedWith = (code: string) =>
  new LogUnavailable('refused', { cause: Object.assign(new Error('could not extend file'), { code }) });

describe('the reasons why no event can be written', () => {
  const suite = suiteLog();

  it('are none while an append would succeed', async () => {
    expect(await writeFaults(suite.pool)).toEqual([]);
    expect(await readOnlyFaults(suite.pool)).toEqual([]);
    expect(await suite.log.head()).toBe(0);
  });

  it('are those of the last append, until one is stored', async () => {
    const outcomes = new AppendOutcomes();
    outcomes.failed(refusedWith('53100'));
    const since = outcomes.failures?.since.toISOString();
    outcomes.failed(refusedWith('53100'));
    expect(await writeFaults(suite.pool, outcomes)).toEqual([
      { code: 'disk-full', message: expect.stringContaining('disk'), since },
    ]);
    outcomes.failed(refusedWith('XX000'));
    expect(await writeFaults(suite.pool, outcomes)).toMatchObject([
      { code: 'appends-failing', message: expect.stringContaining('XX000'), since },
    ]);
    outcomes.stored();
    expect(await writeFaults(suite.pool, outcomes)).toEqual([]);
  });

  it('name the session that holds the lock, and are not looked for right after an append', async () => {
    const foreign = new Client({ connectionString: suite.database.url, application_name: 'a migration' });
    await foreign.connect();
    await foreign.query('begin; lock table streams in access exclusive mode');
    const { rows } = await suite.pool.query<{ since: Date }>(
      `select xact_start as since from pg_stat_activity where application_name = 'a migration'`,
    );
    expect(await writeFaults(suite.pool)).toEqual([
      {
        code: 'writes-blocked',
        message: expect.stringMatching(/^Session \d+ \(a migration\) of PostgreSQL holds a lock/),
        since: rows[0]?.since.toISOString(),
      },
    ]);
    const outcomes = new AppendOutcomes();
    outcomes.stored();
    expect(await writeFaults(suite.pool, outcomes)).toEqual([]);
    await foreign.end();
    await until('the lock is free', async () => (await writeFaults(suite.pool)).length === 0);
  });

  it('hold no lock themselves afterwards', async () => {
    await Promise.all([writeFaults(suite.pool), writeFaults(suite.pool)]);
    const { rowCount } = await suite.pool.query(
      `select from pg_locks where pid <> pg_backend_pid() and locktype in ('advisory', 'relation')
         and database = (select oid from pg_database where datname = current_database())`,
    );
    expect(rowCount).toBe(0);
  });
});
