-- Who is signed in to the desk. Only the browser has the token: this table knows its hash, and holds the person sealed under a key made
-- from the token. Whoever steals the table can neither sign in nor read a name.
create table desk_sessions (
  token_hash bytea       primary key, -- SHA-256 of 32 random bytes
  sealed     bytea       not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,    -- moves on with use
  ends_at    timestamptz not null     -- does not
);

-- Links that sign somebody in, once. A row is deleted by being used.
create table desk_links (
  token_hash bytea       primary key,
  sealed     bytea       not null,
  expires_at timestamptz not null
);
