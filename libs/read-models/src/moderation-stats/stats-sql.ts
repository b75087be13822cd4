/**
 * One statement, so that all numbers come from one snapshot. $1 site, $2 the days, $3 their beginnings, $4 the end of
 * the last one, $5 the queues. Both tables are read by time. The number waiting before the first day is the sum of all
 * earlier changes.
 */
export const statsSql = `
  with decided as materialized (
    select ($2::date[])[width_bucket(at, $3::timestamptz[])] as day, queue, moderator_id, decision, reason, rules, undone,
      case when queue is not null then waited_ms end as waited_ms
    from read.stats_decisions
    where site_id = $1 and at >= ($3::timestamptz[])[1] and at < $4::timestamptz
  ),
  before as materialized (
    select queue, sum(came - went)::int as waiting from read.stats_quarters
    where site_id = $1 and quarter < ($3::timestamptz[])[1] group by queue
  ),
  moved as materialized (
    select ($2::date[])[width_bucket(quarter, $3::timestamptz[])] as day, queue, sum(came)::int as came, sum(went)::int as went
    from read.stats_quarters
    where site_id = $1 and quarter >= ($3::timestamptz[])[1] and quarter < $4::timestamptz group by 1, queue
  ),
  per_day as materialized (
    select s.day, q.queue, q.place,
      coalesce(d.came, 0) as inbound,
      coalesce(n.decided, 0) as decided,
      (coalesce(b.waiting, 0) + sum(coalesce(d.came - d.went, 0)) over (partition by q.queue order by s.day))::int as waiting
    from unnest($2::date[]) s(day)
    cross join unnest($5::text[]) with ordinality q(queue, place)
    left join before b on b.queue = q.queue
    left join moved d on d.day = s.day and d.queue = q.queue
    left join (select day, queue, count(*)::int as decided from decided group by day, queue) n
      on n.day = s.day and n.queue = q.queue
  ),
  grouped as (
    select grouping(queue) = 0 as is_queue, grouping(moderator_id) = 0 as is_moderator, queue, moderator_id,
      count(*)::int as decided,
      count(*) filter (where decision = 'approve')::int as approved,
      count(*) filter (where decision = 'reject')::int as rejected,
      count(*) filter (where decision = 'escalate')::int as escalated,
      count(*) filter (where decision = 'reopen')::int as reopened,
      count(*) filter (where undone)::int as undone,
      percentile_cont(array[0.5, 0.95]) within group (order by waited_ms) as waited
    from decided group by grouping sets ((), (queue), (moderator_id))
  )
  select
    (
      select json_agg(json_build_object('day', day, 'queue', queue, 'inbound', inbound, 'decided', decided, 'waiting', waiting)
        order by day, place)
      from per_day
    ) as days,
    (
      select json_agg(json_build_object('isQueue', is_queue, 'queue', queue,
        'moderator', case when is_moderator then json_build_object('id', moderator_id, 'name', name) end,
        'decided', decided, 'approved', approved, 'rejected', rejected, 'escalated', escalated, 'reopened', reopened,
        'undone', undone, 'waited', waited) order by decided desc, moderator_id, queue)
      from grouped left join read.moderators m using (moderator_id) where m.site_id is null or m.site_id = $1
    ) as groups,
    (
      select json_agg(json_build_object('reason', reason, 'rejected', rejected) order by rejected desc, reason)
      from (select reason, count(*)::int as rejected from decided where reason is not null and not undone group by reason) r
    ) as reasons,
    (
      select json_agg(json_build_object('rule', rule, 'held', coalesce(held, 0), 'approved', coalesce(approved, 0),
        'rejected', coalesce(rejected, 0)) order by coalesce(held, 0) desc, rule)
      from (
        select rule, sum(held)::int as held from read.stats_rules
        where site_id = $1 and quarter >= ($3::timestamptz[])[1] and quarter < $4::timestamptz group by rule
      ) h
      full join (
        select rule, count(*) filter (where decision = 'approve')::int as approved,
          count(*) filter (where decision = 'reject')::int as rejected
        from decided cross join unnest(rules) rule where not undone group by rule
      ) d using (rule)
    ) as rules`;
