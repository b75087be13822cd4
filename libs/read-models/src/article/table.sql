create table articles (
  site_id text not null,
  article_id text not null,
  url text,
  title text,
  open boolean not null default true,
  mode text,
  closes_at timestamptz,
  comment_count int not null,
  position bigint not null,
  primary key (site_id, article_id)
) with (fillfactor = 70);
