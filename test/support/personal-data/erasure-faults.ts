import type { Pool } from 'pg';

/**
 * The statements of an erasure, by table and kind of change. A fault is a trigger that runs before one of them.
 */
export const erasureSteps = {
  ledger: 'insert on erasures',
  close: `insert on events for each row when (new.type = 'AuthorErased')`,
  keep: 'update of kept on erasures',
  key: 'insert on subject_keys',
  comments: `insert on events for each row when (new.type = 'CommentWithdrawn')`,
  others: 'update on events for each statement',
  addresses: 'delete on guest_reporters for each statement',
  claims: 'delete on claims for each statement',
  identities: 'delete on identities for each statement',
  report: 'update of report on erasures',
} as const;
export type ErasureStep = keyof typeof erasureSteps;

const gate = 77_001;

/** Makes the next `times` statements of a step fail with a deadlock error; Infinity means all. */
export async function failAt(pool: Pool, step: ErasureStep, times: number): Promise<void> {
  await mend(pool);
  await pool.query(`
    create sequence injected_faults;
    create function inject_fault() returns trigger language plpgsql as $$
    begin
      if nextval('injected_faults') <= ${Math.min(times, 1e9)} then raise exception 'injected' using errcode = '40P01'; end if;
      return coalesce(new, old);
    end $$;
    create trigger injected_fault before ${erasureSteps[step]} execute function inject_fault()`);
}

/** Makes the statements of a step wait until `release` is called. */
export async function holdAt(pool: Pool, step: ErasureStep): Promise<{ release(): Promise<void> }> {
  await mend(pool);
  const holder = await pool.connect();
  await holder.query('select pg_advisory_lock($1)', [gate]);
  await pool.query(`
    create function inject_fault() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(${gate});
      return coalesce(new, old);
    end $$;
    create trigger injected_fault before ${erasureSteps[step]} execute function inject_fault()`);
  return {
    release: async () => {
      await holder.query('select pg_advisory_unlock($1)', [gate]);
      holder.release();
      await mend(pool);
    },
  };
}

/** True when a statement waits for the lock that `holdAt` took. */
export async function isHeld(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query(
    `select from pg_locks where locktype = 'advisory' and objid = ${gate} and mode = 'ShareLock' and not granted`,
  );
  return rows.length > 0;
}

/** Removes the fault. */
export async function mend(pool: Pool): Promise<void> {
  await pool.query('drop function if exists inject_fault() cascade; drop sequence if exists injected_faults');
}
