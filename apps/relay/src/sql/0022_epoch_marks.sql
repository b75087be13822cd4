-- The newest epoch of the log whose mark is in every partition.
alter table relay_checkpoint add column epoch_marked int not null default 1;
