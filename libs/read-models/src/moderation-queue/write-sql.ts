/** $1 comments, $2 sites. */
export const loadQueue = `
  select
    (select coalesce(json_agg(i), '[]') from queue_items i where comment_id = any ($1::uuid[])) as items,
    (
      select coalesce(json_agg(r order by r.comment_id, r.position), '[]')
      from queue_reports r where comment_id = any ($1::uuid[])
    ) as reports,
    (
      select coalesce(json_agg(d order by d.comment_id, d.position), '[]')
      from decisions d where comment_id = any ($1::uuid[]) and not undone
    ) as decisions,
    (select coalesce(json_agg(t), '[]') from queue_thresholds t where site_id = any ($2)) as thresholds`;

export const clearNotes = `
  update queue_reports set note = null where reporter_id = any ($1::uuid[]) and note is not null`;

/** A text print is derived from the author's text, so an erasure removes it. */
export const clearPrints = `
  update queue_items set text_print = null where author_id = any ($1::uuid[]) and text_print is not null`;

export const writeItems = `
  insert into queue_items select * from json_populate_recordset(null::queue_items, $1)
  on conflict (comment_id) do update
    set status = excluded.status, on_record = excluded.on_record, review = excluded.review, queue = excluded.queue, home_queue = excluded.home_queue, waiting_since = excluded.waiting_since,
        findings = excluded.findings, reports = excluded.reports, report_hundredths = excluded.report_hundredths,
        approvals = excluded.approvals, edits = excluded.edits, text_print = excluded.text_print,
        wave = excluded.wave, wave_authors = excluded.wave_authors, version = excluded.version`;

export const writeReports = `
  insert into queue_reports select * from json_populate_recordset(null::queue_reports, $1)
  on conflict (comment_id, position) do update
    set settled_by = excluded.settled_by, note = case when excluded.note is not null then queue_reports.note end`;

export const writeDecisions = `
  insert into decisions select * from json_populate_recordset(null::decisions, $1)
  on conflict (comment_id, position) do update set undone = excluded.undone`;

/** A site has all three sizes from its first comment on, so that replay and live operation create the same rows. */
export const moveSizes = `
  insert into queue_sizes as known select * from json_populate_recordset(null::queue_sizes, $1)
  on conflict (site_id, queue) do update
    set size = known.size + excluded.size, last_decided_at = greatest(known.last_decided_at, excluded.last_decided_at)
    where excluded.size <> 0 or excluded.last_decided_at is not null`;

export const writeThresholds = `
  insert into queue_thresholds select * from json_populate_recordset(null::queue_thresholds, $1)
  on conflict (site_id) do update
    set flag_threshold = excluded.flag_threshold, policy_version = excluded.policy_version`;

/**
 * `isReported` of `#contracts/comment-life/report-weight`, for all comments of a site at once. `truth.int.spec.ts`
 * compares both.
 */
const isReported = 'item.report_hundredths >= new.flag_threshold * 100::bigint * (1 + item.approvals)';

/** $1 thresholds, $2 the statuses that readers see. */
export const requeue = `
  with moved as (
    update queue_items item
    set queue = case when ${isReported} or item.review is not null then 'reported' end
    from json_populate_recordset(null::queue_thresholds, $1) new
    where item.site_id = new.site_id and item.report_hundredths > 0 and item.on_record = any ($2)
      and (${isReported} or item.review is not null) <> (item.queue is not null)
    returning item.site_id, item.queue
  )
  insert into queue_sizes as known (site_id, queue, size)
  select site_id, 'reported', sum(case when queue is null then -1 else 1 end) from moved group by site_id
  on conflict (site_id, queue) do update set size = known.size + excluded.size`;
