create table articles (
  site_id text not null,
  article_id text not null,
  url text, -- as the publisher says
  title text,
  reader_url text, -- as a reader's page said, where the publisher did not
  reader_title text,
  open boolean not null default true,
  mode text,
  closes_at timestamptz,
  kept_open boolean not null default false, -- opened again after its time: its age does not close it
  comment_count int not null,
  position bigint not null,
  primary key (site_id, article_id)
) with (fillfactor = 70);
