import type { Pool } from 'pg';
import { readConfig } from '#platform/config';
import { erasures } from '#operate/commands/erasures';
import { survivingPool } from '#platform/postgres';
import { until } from '#test/support/time/until';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
let world: World;
let pool: Pool;
let admin: string;
beforeAll(async () => {
  world = await createWorld();
  pool = survivingPool({ connectionString: world.databaseUrl });
  admin = await world.token({ sub: 'boss', roles: ['admin'] });
});
afterAll(async () => {
  await pool.end();
  await world.stop();
});

async function member(sub: string): Promise<string> {
  const token = await world.token({ sub });
  const { body } = await world.call('POST', `${site}/articles/a/comments`, { token, body: { body: `by ${sub}` } });
  await world.settled();
  return body.comment.author.id as string;
}
const erase = (id: string) => world.call('DELETE', `${site}/authors/${id}`, { token: admin });
const command = (options = {}) => erasures(readConfig({ DATABASE_URL: world.databaseUrl }), options);
const completed = (id: string) =>
  until('it is complete', async () => {
    const { rows } = await pool.query('select from erasures where subject_id = $1 and completed_at is not null', [id]);
    return rows.length === 1;
  });
const noted = (id: string, error: string) =>
  until(`it ended with ${error}`, async () => {
    const { rows } = await pool.query('select from erasures where subject_id = $1 and last_error = $2', [id, error]);
    return rows.length === 1;
  });
/** Waits until the health answer shows the backlog: it is reused for a second. */
const shown = async (backlog: { unfinished: number; overdue: boolean }) => {
  const ready = async () => (await world.call('GET', '/health/ready')).body;
  await until(`it shows ${JSON.stringify(backlog)}`, async () => {
    const { erasures } = await ready();
    return erasures?.unfinished === backlog.unfinished && erasures.overdue === backlog.overdue;
  });
  return ready();
};
const metric = async (name: string): Promise<number> => {
  const { body } = await world.call<string>('GET', '/metrics');
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1]);
};

describe('an erasure that a stopped read model delays', () => {
  it('is listed for the operator, and completes once the read model has caught up', async () => {
    const id = await member('ann');
    await pool.query(`update projection_checkpoints set status = 'stopped' where name = 'moderation-queue'`);
    const { status, body } = await erase(id);
    expect([status, body.completedAt]).toEqual([200, null]);
    await noted(id, 'read-models-behind');

    await shown({ unfinished: 1, overdue: false });
    expect(await metric('colloquy_erasures_unfinished')).toBe(1);
    const { lines, overdue } = await command();
    expect(overdue).toBe(false);
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(
          `^default ${id}  requested \\S+Z  attempts \\d+  next \\S+Z  last error read-models-behind  left: .*read model moderation-queue \\(stopped at \\d+\\)`,
        ),
      ),
      '1 not complete',
    ]);

    await pool.query(`update projection_checkpoints set status = 'active' where name = 'moderation-queue'`);
    await completed(id);
    expect((await shown({ unfinished: 0, overdue: false })).erasures.oldestSeconds).toBe(0);
    expect(await metric('colloquy_erasures_oldest_unfinished_seconds')).toBe(0);
    expect((await command()).lines).toEqual(['0 not complete']);
    expect((await command({ all: true })).lines[0]).toMatch(new RegExp(`^default ${id}  .*complete`));
  });
});

describe('an erasure that fails', () => {
  it('lists its step and error, is overdue after an hour, and is retried when an operator asks', async () => {
    const id = await member('bert');
    await pool.query(`
      create function inject_fault() returns trigger language plpgsql as $$
      begin raise exception 'injected: %', 'by bert' using errcode = '40P01'; end $$;
      create trigger injected_fault before delete on claims for each statement execute function inject_fault()`);
    const failedBefore = await metric('colloquy_erasure_attempts_failed_total');
    expect((await erase(id)).status).toBeGreaterThanOrEqual(500);
    await noted(id, '40P01');
    expect(await metric('colloquy_erasure_attempts_failed_total')).toBeGreaterThan(failedBefore);

    await pool.query(
      `update erasures set requested_at = now() - interval '2 hours', next_attempt_at = now() + interval '1 day' where subject_id = $1`,
      [id],
    );
    const { lines, overdue } = await command();
    expect(overdue).toBe(true);
    expect(lines[0]).toMatch(/last error 40P01 {2}left: claims, identity, sealed, look$/);
    const { erasures, reasons } = await shown({ unfinished: 1, overdue: true });
    expect(erasures.oldestSeconds).toBeGreaterThanOrEqual(7200);
    expect(reasons).toContainEqual(expect.objectContaining({ code: 'erasure-overdue' }));
    expect(await metric('colloquy_erasures_oldest_unfinished_seconds')).toBeGreaterThanOrEqual(7200);

    await pool.query('drop function inject_fault() cascade');
    await command({ retry: id });
    await completed(id);
    await expect(command({ retry: id })).rejects.toThrow('has no incomplete erasure of this author');
  });
});

describe('a service that is stopped while an erasure waits for its read models', () => {
  it('does not wait for them, and leaves the erasure to the next process', async () => {
    const leaving = await createWorld({}, world);
    const id = await member('carl');
    await pool.query(`update projection_checkpoints set status = 'stopped' where name = 'thread'`);
    await leaving.call('DELETE', `${site}/authors/${id}`, { token: admin });
    await leaving.stop();
    await pool.query(`update projection_checkpoints set status = 'active' where name = 'thread'`);
    await completed(id);
  });
});
