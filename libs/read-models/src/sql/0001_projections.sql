-- How far each projection has read the log, for each generation of its tables. Readers see the generation that is
-- active or stopped, through the views in the schema "read".
create table projection_checkpoints (
  name text not null,
  generation int not null,
  definition text not null,
  status text not null check (status in ('building', 'active', 'stopped', 'retired')),
  position bigint not null,
  stopped_at bigint,
  error text,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (name, generation)
) with (fillfactor = 50);
create unique index projection_checkpoints_serving on projection_checkpoints (name) where status in ('active', 'stopped');

-- Where a projection stands in each Kafka partition; empty while projections read the log directly.
create table projection_partitions (
  name text not null,
  generation int not null,
  topic text not null,
  partition int not null,
  last_position bigint not null,
  next_offset bigint not null,
  primary key (name, generation, topic, partition)
) with (fillfactor = 50);

-- Events that an operator told a projection to leave out. A rebuild under the same definition leaves them out too;
-- under another definition they are tried again.
create table projection_skips (
  name text not null,
  definition text not null,
  position bigint not null,
  error text,
  skipped_at timestamptz not null default clock_timestamp(),
  primary key (name, definition, position)
);

create schema read;
