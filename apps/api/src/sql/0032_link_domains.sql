-- Which domains comments of a site link to, since when, for the rule about new ones. What is counted is the first day alone.
create table link_domains (
  site_id   text    not null,
  domain    text    not null,
  first_day date    not null, -- UTC
  last_day  date    not null,
  comments  int     not null, -- of the first day
  authors   bytea[] not null, -- keyed hashes of three who linked to it on the first day; none afterwards
  primary key (site_id, domain)
);

create index link_domains_last_day on link_domains (last_day);
