create table authors (
  site_id text not null,
  author_id uuid not null,
  name text,
  picture text,
  name_position bigint not null, -- the post that the name is from
  kind text,
  first_seen timestamptz not null,
  published int not null, -- comments by where they stand now; a withdrawn one that stays rejected on record is rejected
  held int not null,
  approved int not null,
  rejected int not null,
  escalated int not null,
  withdrawn int not null,
  flagged int not null, -- reports that came in about them
  reports_decided int not null, -- the author's own reports that met an approval or a rejection
  reports_agreed int not null, -- … a rejection
  restrictions jsonb,
  erased boolean not null,
  primary key (site_id, author_id)
) with (fillfactor = 70);

-- What the counts above are counted from.
create table authored_comments (
  comment_id uuid primary key,
  author_id uuid not null,
  status text not null,
  on_record text not null, -- the status under which moderators have it (#contracts/comment-life/on-record)
  decisions uuid[] not null -- those that stand, in order
) with (fillfactor = 85);

-- An author's newest comments: ids are UUIDv7, in the order of their time.
create index authored_comments_newest on authored_comments (author_id, comment_id);

create table authored_reports (
  comment_id uuid not null,
  position bigint not null,
  reporter_id uuid not null,
  verdict uuid, -- null: it waits for one
  agreed boolean, -- null: it waits, or another report by the same reporter counts
  primary key (comment_id, position)
) with (fillfactor = 85);
