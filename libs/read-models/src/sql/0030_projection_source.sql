-- Where the projectors of this database take events from: all from one source. Whoever applies events holds the shared advisory lock of its source until
-- its transaction ends, and reads this row after it took the lock. Whoever changes it then waits for the other source's lock: what was under way has ended, and what comes
-- after that finds the new source. Without a row both may.
create table projection_source (
  only_row boolean primary key default true check (only_row),
  source text not null check (source in ('log', 'kafka'))
);
