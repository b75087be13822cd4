-- How far each partition reached when the checkpoint was moved: the offset of the next record. What lies behind it is looked at when a relay begins, however deep it
-- is buried. Empty where that is not known.
alter table relay_checkpoint add column ends jsonb not null default '{}';
