-- Who was erased, and what proves it; without a word about who they were. Brought along when a backup is restored: see docs/security.md.
create table erasures (
  subject_id   uuid        primary key,
  site_id      text        not null,
  requested_by text        not null check (requested_by in ('author', 'admin')),
  requested_at timestamptz not null default now(),
  completed_at timestamptz, -- null: to be finished, by whichever process starts next or is asked again
  report       jsonb
);

create index erasures_to_finish on erasures (requested_at) where completed_at is null;
