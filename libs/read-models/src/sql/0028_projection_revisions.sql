-- What readers see of a projection changes event by event, and its position says how far. Its revision moves with every other change: a stop, a
-- resumption, a swap; also where two of them cancel out before anybody looks. Random, so that no backup's is met again. What only moves a position
-- does not name these columns, and costs nothing.
alter table projection_checkpoints add column revision uuid not null default gen_random_uuid();

create function renew_revision() returns trigger language plpgsql as $$
begin
  new.revision := gen_random_uuid();
  return new;
end
$$;

create trigger projection_revision before update of name, generation, definition, status on projection_checkpoints
for each row execute function renew_revision();
