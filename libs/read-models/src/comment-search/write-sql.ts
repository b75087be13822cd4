/** $1 comments. */
export const loadComments = `
  select comment_id, author_id, status, on_record, decisions from searched_comments where comment_id = any ($1::uuid[])`;

export const insertComments = `
  insert into searched_comments
  select comment_id, site_id, article_id, author_id, created_at, position, status, on_record, rules, reason,
    decisions,
    array_to_tsvector(words)
  from json_to_recordset($1) as new (
    comment_id uuid, site_id text, article_id text, author_id uuid, created_at timestamptz, position bigint,
    status text, on_record text, rules text[], reason text, decisions jsonb, words text[]
  )`;

export const updateComments = `
  update searched_comments known
  set status = new.status, on_record = new.on_record, reason = new.reason, decisions = new.decisions,
      rules = coalesce(new.rules, known.rules),
      words = case
        when new.cleared then null
        when new.words is null then known.words
        else array_to_tsvector(new.words)
      end
  from json_to_recordset($1) as new (
    comment_id uuid, status text, on_record text, rules text[], reason text, decisions jsonb, words text[], cleared boolean
  )
  where known.comment_id = new.comment_id`;

/** $1 sites, $2 authors. */
export const forgetWords = `
  update searched_comments set words = null
  where site_id = any ($1) and author_id = any ($2::uuid[]) and words is not null`;

export const seeArticles = `
  insert into searched_articles as known (site_id, article_id, last_comment_at, first_seen, known_since)
  select site_id, article_id, last_comment_at, first_seen, known_since from json_populate_recordset(null::searched_articles, $1)
  on conflict (site_id, article_id) do update
    set last_comment_at = greatest(known.last_comment_at, excluded.last_comment_at),
        first_seen = least(known.first_seen, excluded.first_seen),
        known_since = coalesce(known.known_since, excluded.known_since)`;

export const nameArticles = `
  update searched_articles known set title_words = array_to_tsvector(new.words)
  from json_to_recordset($1) as new (site_id text, article_id text, words text[])
  where known.site_id = new.site_id and known.article_id = new.article_id`;
