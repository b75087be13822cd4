-- An erasure is attempted until it is complete, by whichever process gets its turn; what the last attempt came to survives every process.
alter table erasures
  add column attempts        int         not null default 0,
  add column next_attempt_at timestamptz not null default now(),
  add column last_error      text, -- an SQLSTATE, a system error or the name of one: never what it said
  add column last_step       text; -- of an attempt, at which it failed

comment on column erasures.completed_at is 'null: to be finished, by any process';

drop index erasures_to_finish;
create index erasures_to_finish on erasures (next_attempt_at) where completed_at is null;
