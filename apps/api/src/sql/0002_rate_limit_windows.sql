-- What all processes together let through in each window. Losing it in a crash costs a window: not worth the write-ahead log.
create unlogged table rate_limit_windows (
  key        text   not null, -- a keyed hash; no address, no name
  starts_at  bigint not null, -- seconds since 1970
  points     int    not null,
  primary key (key, starts_at)
);
