-- How often comments came into each queue and left it, in each quarter of an hour: a day begins with one in every time zone. How many wait at the end of a day follows from everything before it.
create table stats_quarters (
  site_id text not null,
  quarter timestamptz not null, -- its beginning
  queue text not null,
  came int not null,
  went int not null,
  primary key (site_id, quarter, queue)
) with (fillfactor = 50);

-- Moderators' decisions. What the service does by itself, as holding a comment, is none.
create table stats_decisions (
  event_id uuid primary key,
  site_id text not null,
  at timestamptz not null,
  queue text, -- where the comment waited; null: nowhere
  moderator_id uuid not null,
  decision text not null,
  reason text,
  waited_ms bigint, -- since when the comment waited, in any queue or below the threshold of one
  rules text[] not null, -- whose hold this decision ended
  undone boolean not null
) with (fillfactor = 85);

create index stats_decisions_in_time on stats_decisions (site_id, at);

-- Texts that each screening rule held.
create table stats_rules (
  site_id text not null,
  quarter timestamptz not null,
  rule text not null,
  held int not null,
  primary key (site_id, quarter, rule)
) with (fillfactor = 50);

create table moderators (
  site_id text not null,
  moderator_id uuid not null,
  name text,
  name_position bigint not null, -- the decision that the name is from
  name_comment uuid not null,
  primary key (site_id, moderator_id)
) with (fillfactor = 70);

-- Comments that wait, by article.
create table article_waiting (
  site_id text not null,
  article_id text not null,
  waiting int not null,
  primary key (site_id, article_id)
) with (fillfactor = 50);

-- Every threshold that a site ever had. Days are counted anew where one becomes known late: policies and comments come in different partitions.
create table stats_thresholds (
  site_id text not null,
  position bigint not null,
  at timestamptz not null,
  flag_threshold int not null,
  primary key (site_id, position)
);

-- What the numbers above are counted from; only comments that a moderator ever had to do with.
create table stats_comments (
  comment_id uuid primary key,
  site_id text not null,
  article_id text not null,
  hundredths int not null, -- what open reports weigh, while the comment is visible
  last_position bigint not null,
  state jsonb not null
) with (fillfactor = 70);

create index stats_comments_with_reports on stats_comments (site_id) where hundredths > 0;
create index stats_comments_newest on stats_comments (site_id, last_position);
