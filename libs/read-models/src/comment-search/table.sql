-- Comments with every field that moderators search by. Results are ordered by time of posting, newest first; the
-- position orders equal times.
create table searched_comments (
  comment_id uuid primary key,
  site_id text not null,
  article_id text not null,
  author_id uuid not null,
  created_at timestamptz not null,
  position bigint not null,
  status text not null,
  on_record text not null, -- the status that moderators see: a rejected comment stays rejected when its author withdraws it
  rules text[] not null, -- findings of screening in the current text
  reason text, -- of the last decision in force, if it is a rejection
  decisions jsonb not null, -- the decisions in force, in order
  words tsvector, -- null once the text is deleted
  unique (site_id, author_id, created_at, position) -- finds an author's comments for an erasure, also while the table is being built
) with (fillfactor = 85);

create index searched_comments_newest on searched_comments (site_id, created_at, position);
create index searched_comments_of_article on searched_comments (site_id, article_id, created_at, position);
-- Nearly all comments are published, so that status is searched through the newest ones.
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
