-- Comments by everything that moderators look for them by. The newest come first: times are of the post, its position tells equal ones apart.
create table searched_comments (
  comment_id uuid primary key,
  site_id text not null,
  article_id text not null,
  author_id uuid not null,
  created_at timestamptz not null,
  position bigint not null,
  status text not null,
  on_record text not null, -- the status under which moderators have it: a rejected comment stays so when its author withdraws it
  rules text[] not null, -- what screening found in the text as it is now
  reason text, -- of the last decision that stands, if it is a rejection
  decisions jsonb not null, -- those that stand, in order
  words tsvector, -- null once the text is gone
  unique (site_id, author_id, created_at, position) -- an erasure finds an author's comments by it, also while the table is being built
) with (fillfactor = 85);

create index searched_comments_newest on searched_comments (site_id, created_at, position);
create index searched_comments_of_article on searched_comments (site_id, article_id, created_at, position);
-- What is published is nearly everything: there the newest are looked through.
create index searched_comments_by_status on searched_comments (site_id, status, created_at, position)
  where status <> 'published';
create index searched_comments_by_record on searched_comments (site_id, on_record, created_at, position)
  where on_record in ('held', 'escalated', 'rejected');
create index searched_comments_by_reason on searched_comments (site_id, reason, created_at, position)
  where reason is not null;
create index searched_comments_words on searched_comments using gin (words, rules);

create table searched_articles (
  site_id text not null,
  article_id text not null,
  title_words tsvector,
  last_comment_at timestamptz,
  first_seen timestamptz not null,
  known_since timestamptz, -- its first ArticleUpdated, from which a policy counts the days until it closes
  newest_at timestamptz not null generated always as (greatest(last_comment_at, first_seen)) stored,
  primary key (site_id, article_id)
) with (fillfactor = 70);

create index searched_articles_newest on searched_articles (site_id, newest_at, article_id);
create index searched_articles_words on searched_articles using gin (title_words);
