import { statusEvents } from '#contracts/comment-life/status-change';
import type { RecordedEvent } from '#contracts/event-schemas';
import { olderComments, sitesIn } from '../batch.ts';
import { type Projection, type Transaction, tablesOf } from '../projection.ts';
import { readKnown, sortedBy, writeRows } from '../rows.ts';
import { AuthorFold } from './fold.ts';
import type { KnownAuthors } from './rows.ts';

/** An author as moderators see them: the outcomes of their comments and reports, and their restrictions. */
export const authorRecordProjection: Projection<'author-record'> = {
  name: 'author-record',
  version: 4,
  tables: tablesOf(import.meta.dirname),
  holds: {
    authors: {
      personal: {
        columns: ['name', 'picture', 'restrictions'],
        of: [{ kind: 'person', id: 'author_id', site: 'site_id' }],
        empty: { restrictions: "'[]'" },
      },
      plain: ['kind'],
    },
    authored_comments: { plain: ['status', 'on_record'] },
  },
  handles: new Set([...statusEvents, 'CommentFlagged', 'AuthorRestricted', 'AuthorRestrictionLifted', 'AuthorErased']),
  apply: async (events, transaction) => {
    const fold = new AuthorFold(await load(transaction, events));
    for (const event of events) fold.apply(event);
    await writeRows(transaction, 'author-change', writeAuthors, sortedBy(fold.authors.values(), 'author_id'));
    await writeRows(transaction, 'author-comments', writeComments, sortedBy(fold.comments.values(), 'comment_id'));
    await writeRows(transaction, 'author-reports', writeReports, sortedBy(fold.changedReports, 'comment_id'));
  },
};

async function load(transaction: Transaction, events: readonly RecordedEvent[]): Promise<KnownAuthors> {
  const older = olderComments(events);
  const authors = new Set(
    events.flatMap(({ data }) => ('authorId' in data && !('commentId' in data) ? [data.authorId] : [])),
  );
  if (older.length + authors.size === 0) return { comments: [], reports: [], restrictions: [] };
  return readKnown<KnownAuthors>(transaction, 'authors', loadAuthors, [older, [...authors], sitesIn(events)]);
}

const loadAuthors = `
  select
    (select coalesce(json_agg(c), '[]') from authored_comments c where comment_id = any ($1::uuid[])) as comments,
    (
      select coalesce(json_agg(r order by r.comment_id, r.position), '[]')
      from authored_reports r where comment_id = any ($1::uuid[])
    ) as reports,
    (
      select coalesce(json_agg(json_build_object(
        'site_id', site_id, 'author_id', author_id, 'restrictions', restrictions)), '[]')
      from authors where author_id = any ($2::uuid[]) and site_id = any ($3) and restrictions is not null
    ) as restrictions`;

const columns = `site_id, author_id, name, picture, name_position, kind, first_seen, published, held, approved, rejected,
  escalated, withdrawn, flagged, reports_decided, reports_agreed, restrictions, erased`;

/** An erased author stays without a name, whatever later events of other articles contain. */
const writeAuthors = `
  insert into authors as known (${columns})
  select site_id, author_id, case when not erased then name end, case when not erased then picture end, name_position,
    kind, first_seen, published, held, approved, rejected, escalated, withdrawn, flagged, reports_decided,
    reports_agreed, restrictions, erased
  from json_populate_recordset(null::authors, $1)
  on conflict (site_id, author_id) do update
    set name = case
          when known.erased or excluded.erased then null
          when excluded.name_position > known.name_position then excluded.name
          else known.name
        end,
        picture = case
          when known.erased or excluded.erased then null
          when excluded.name_position > known.name_position then excluded.picture
          else known.picture
        end,
        name_position = greatest(known.name_position, excluded.name_position),
        kind = coalesce(excluded.kind, known.kind),
        first_seen = least(known.first_seen, excluded.first_seen),
        published = known.published + excluded.published,
        held = known.held + excluded.held,
        approved = known.approved + excluded.approved,
        rejected = known.rejected + excluded.rejected,
        escalated = known.escalated + excluded.escalated,
        withdrawn = known.withdrawn + excluded.withdrawn,
        flagged = known.flagged + excluded.flagged,
        reports_decided = known.reports_decided + excluded.reports_decided,
        reports_agreed = known.reports_agreed + excluded.reports_agreed,
        restrictions = coalesce(excluded.restrictions, known.restrictions),
        erased = known.erased or excluded.erased`;

const writeComments = `
  insert into authored_comments select * from json_populate_recordset(null::authored_comments, $1)
  on conflict (comment_id) do update set status = excluded.status, on_record = excluded.on_record, decisions = excluded.decisions`;

const writeReports = `
  insert into authored_reports select * from json_populate_recordset(null::authored_reports, $1)
  on conflict (comment_id, position) do update set verdict = excluded.verdict, agreed = excluded.agreed`;
