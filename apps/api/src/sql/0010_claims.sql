-- Who is looking at which comment now: leases that run out by the clock, beside the log, since nobody will ask about them tomorrow.
create table claims (
  comment_id uuid primary key,
  site_id text not null,
  moderator_id uuid, -- null: nobody holds it; the row only says which version was decided
  moderator_name text,
  claimed_until timestamptz not null,
  -- What is known of the comment. An item of the queue that is older was decided already, and is given to nobody: the read model only has not seen it yet.
  version int not null,
  check ((moderator_id is null) = (moderator_name is null))
) with (fillfactor = 70);

create index claims_of_moderator on claims (site_id, moderator_id) where moderator_id is not null;
create index claims_by_end on claims (claimed_until);
