-- Addresses, as keyed hashes under a pepper of their day, for 14 days. Unlogged on purpose: neither the write-ahead log nor a physical backup ever
-- holds a pepper, so that one that was deleted is gone. A crash of the server empties all three alike, and costs what moderators could compare.
create unlogged table address_peppers (
  day    date  primary key, -- UTC
  pepper bytea not null
);

-- Which comments came from one address: under the pepper of their own day, and of each living day on which that address was seen.
create unlogged table post_addresses (
  day        date  not null,
  hash       bytea not null, -- of site and address
  comment_id uuid  not null,
  primary key (day, hash, comment_id)
);

create index post_addresses_of_comment on post_addresses (comment_id);

-- Readers without a token who report: an id made at random, found again by address and browser, until its day is forgotten.
create unlogged table guest_reporters (
  day         date  not null,
  hash        bytea not null, -- of site, address and browser
  reporter_id uuid  not null,
  primary key (day, hash)
);
