-- Why a read model is not yet as the code has it: how often building it has failed, and how the last time.
create table projection_rebuilds (
  name text primary key,
  definition text not null,
  attempts int not null,
  error text not null,
  -- The event that cannot be applied, where it was that.
  stopped_at bigint,
  since timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
