-- What the keys of pseudonyms are derived from: of identities, guests' tokens, e-mail hashes. Wrapped like a subject's key, so that the wrapping
-- key can be replaced and everybody still be who they were.
create table derivation_root (
  only_row boolean primary key default true check (only_row),
  wrapped_key bytea not null
);
