/** $1 comments, $2 sites. */
export const loadStats = `
  select
    (select coalesce(json_agg(c), '[]') from stats_comments c where comment_id = any ($1::uuid[])) as comments,
    (
      select coalesce(json_agg(t order by t.position), '[]') from stats_thresholds t where site_id = any ($2)
    ) as thresholds`;

/**
 * $1 sites whose threshold changes, $2 the position of the first change. Returns the comments whose path it may change.
 */
export const loadMoved = `
  select coalesce(json_agg(c), '[]') as comments from stats_comments c
  where comment_id in (
    select comment_id from stats_comments where site_id = any ($1) and hundredths > 0
    union
    select comment_id from stats_comments where site_id = any ($1) and last_position > $2
  )`;

export const writeComments = `
  insert into stats_comments select * from json_populate_recordset(null::stats_comments, $1)
  on conflict (comment_id) do update
    set hundredths = excluded.hundredths, last_position = excluded.last_position, state = excluded.state`;

export const writeDecisionStats = `
  insert into stats_decisions select * from json_populate_recordset(null::stats_decisions, $1)`;

export const requeueDecisions = `
  update stats_decisions known set queue = new.queue
  from json_to_recordset($1) as new (event_id uuid, queue text) where known.event_id = new.event_id`;

/** $1 events. */
export const undoDecisions = `update stats_decisions set undone = true where event_id = any ($1::uuid[])`;

export const addQuarters = `
  insert into stats_quarters as known select * from json_populate_recordset(null::stats_quarters, $1)
  on conflict (site_id, quarter, queue) do update
    set came = known.came + excluded.came, went = known.went + excluded.went`;

/** Corrections may leave quarters of an hour with a count of zero. */
export const dropEmptyQuarters = `
  delete from stats_quarters known using json_populate_recordset(null::stats_quarters, $1) less
  where known.site_id = less.site_id and known.quarter = less.quarter and known.queue = less.queue
    and known.came = 0 and known.went = 0`;

export const addRules = `
  insert into stats_rules as known select * from json_populate_recordset(null::stats_rules, $1)
  on conflict (site_id, quarter, rule) do update set held = known.held + excluded.held`;

export const addWaiting = `
  insert into article_waiting as known select * from json_populate_recordset(null::article_waiting, $1)
  on conflict (site_id, article_id) do update
    set waiting = known.waiting + excluded.waiting where excluded.waiting <> 0`;

export const writeStatsThresholds = `
  insert into stats_thresholds select * from json_populate_recordset(null::stats_thresholds, $1)`;

export const writeModerators = `
  insert into moderators as known select * from json_populate_recordset(null::moderators, $1)
  on conflict (site_id, moderator_id) do update
    set name = excluded.name, name_position = excluded.name_position, name_comment = excluded.name_comment
    where excluded.name_position > known.name_position`;

/** $1 people, $2 sites. */
export const forgetModerators = `
  update moderators set name = null where moderator_id = any ($1::uuid[]) and site_id = any ($2)`;

/** $1 comments whose author was erased. */
export const forgetSignatures = `update moderators set name = null where name_comment = any ($1::uuid[])`;
