-- Which text an author sent when, for the rule about repeated texts: a keyed hash of author and text, for ten minutes. Unlogged: a crash costs ten minutes of it.
create unlogged table recent_texts (
  fingerprint bytea       primary key,
  sent_at     timestamptz not null
);
