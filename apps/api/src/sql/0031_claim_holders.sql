-- Which of a moderator's pages holds a claim; null: one who did not say, as scripts do.
alter table claims add column holder uuid;
-- Somebody has looked at it: it is shared with nobody while the lease lasts.
alter table claims add column opened boolean not null default false;

-- Pages that are closed. What they sent before may arrive after it, and claims nothing.
create table ended_holders (
  holder uuid,
  moderator_id uuid,
  ended_at timestamptz not null default now(),
  primary key (holder, moderator_id)
);
