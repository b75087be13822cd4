-- Whom the brokers take a line's producer for. Each producer is the next epoch of the same id: brokers append nothing of an older one once they have
-- something of a newer one. Never moved by a relay of an older lease.
create table relay_producers (
  line           text   primary key,
  lease_epoch    bigint not null,
  log            text   not null,  -- the log and its epoch, as records say it
  producer_id    bigint not null,
  producer_epoch int    not null check (producer_epoch between 0 and 32767)
);
