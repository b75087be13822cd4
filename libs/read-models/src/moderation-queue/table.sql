-- One row for every comment: where it stands with the moderators. `queue` is null while nobody has to look at it.
create table queue_items (
  comment_id uuid primary key,
  site_id text not null,
  article_id text not null,
  author_id uuid not null,
  status text not null,
  on_record text not null, -- the status under which moderators have it (#contracts/comment-life/on-record)
  review text, -- after what its new text is to be looked at
  queue text,
  home_queue text not null, -- whose matter it is while readers do not see it (#contracts/home-queue)
  waiting_since timestamptz,
  findings jsonb not null,
  reports jsonb not null, -- how many distinct reporters since the last decision, by reason
  report_hundredths int not null, -- what they weigh: whole hundredths add up exactly
  approvals int not null, -- of the current text that are not undone: each asks for as much weight again
  edits int not null,
  text_print uuid, -- the same for texts that say the same (text-print.ts); null once the text is nobody's to keep
  wave uuid, -- the first comment of those that say nearly the same, where a finding names it (wave.ts)
  wave_authors int, -- how many had sent the like by then
  version int not null,
  position bigint not null,
  unique (author_id, comment_id) -- an erasure finds an author's texts by it, also while the table is being built
) with (fillfactor = 85);

create index queue_items_waiting on queue_items (site_id, queue, waiting_since, position) where queue is not null;
create index queue_items_of_article on queue_items (site_id, queue, article_id, waiting_since, position)
  where queue is not null;
create index queue_items_of_author on queue_items (site_id, queue, author_id, waiting_since, position)
  where queue is not null;
create index queue_items_of_text on queue_items (site_id, text_print, waiting_since, position) where queue is not null;
create index queue_items_of_wave on queue_items (wave, queue, waiting_since, position) where wave is not null;
create index queue_items_with_reports on queue_items (site_id) where report_hundredths > 0;

-- Reports that weigh something.
create table queue_reports (
  comment_id uuid not null,
  position bigint not null,
  site_id text not null,
  reporter_id uuid not null,
  reason text not null,
  hundredths int not null,
  at timestamptz not null,
  note text,
  settled_by uuid, -- the decision that these reports led to; null: they still ask for one
  primary key (comment_id, position),
  unique (reporter_id, position) -- an erasure finds a reporter's notes by it, also while the table is being built
) with (fillfactor = 85);

create table decisions (
  event_id uuid not null,
  site_id text not null,
  comment_id uuid not null,
  author_id uuid not null, -- of the comment
  batch_id uuid,
  moderator_id uuid not null,
  decision text not null,
  reason text, -- of a rejection
  status_before text not null, -- the comment's
  at timestamptz not null,
  position bigint not null,
  undone boolean not null,
  home_queue text not null, -- of the comment, before it
  waited_since timestamptz, -- what the comment goes back to when the decision is taken back
  primary key (comment_id, position) -- a fold finds a comment's decisions by it, also while the table is being built
) with (fillfactor = 85);

create index decisions_of_batch on decisions (batch_id) where batch_id is not null;
create index decisions_of_moderator on decisions (site_id, moderator_id, position);
create index decisions_about_author on decisions (author_id, position) where not undone;

create table queue_sizes (
  site_id text not null,
  queue text not null,
  size int not null,
  last_decided_at timestamptz, -- when a decision last took a comment out of it
  primary key (site_id, queue)
) with (fillfactor = 50);

create table queue_thresholds (
  site_id text primary key,
  flag_threshold int not null,
  policy_version int not null
);
