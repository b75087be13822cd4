-- Who publishes. One row; its holder renews it, and all times are the database's.
create table relay_lease (
  name       text        primary key,
  holder     text        not null,
  epoch      bigint      not null,
  expires_at timestamptz not null,
  report     jsonb       not null default '{}'  -- what the holder last said of itself and of the broker
);

-- How far the log was published, and the last position in each partition of each topic: what `prev` is made from.
create table relay_checkpoint (
  name       text        primary key,
  epoch      bigint      not null,
  position   bigint      not null,
  previous   jsonb       not null,
  updated_at timestamptz not null default now()
);

-- Events that an operator took out of the line because no broker would have them; a stub with their ids is published instead.
create table relay_parked (
  position  bigint      primary key,
  reason    text        not null,
  parked_at timestamptz not null default now()
);
