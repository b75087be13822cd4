import * as fc from 'fast-check';
import { suiteTables } from '#test/support/read-models/suite-tables';
import { type CommentTruth, truthOf } from '#test/support/read-models/domain-truth';
import { historyOf } from '#test/support/histories/random-history';

describe('the read models of a random history', () => {
  const tables = suiteTables();

  const counts = async (sql: string) => sorted((await tables.pool.query<{ key: string; count: number }>(sql)).rows);
  const query = async (sql: string) => (await tables.pool.query(sql)).rows as Record<string, unknown>[];

  it('equal the state of the domain', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 400 }), async (seed, length) => {
        const history = historyOf(seed, length);
        const half = Math.floor(length / 2);
        await tables.begin();
        await tables.feed(history.slice(0, half));
        await tables.feed(history.slice(half));
        const truth = [...truthOf(history).values()].toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
        expect(await query(threads)).toEqual(truth.map(asThread));
        expect(await query(queue)).toEqual(truth.map(asQueue));
        expect(await query(standing)).toEqual(truth.map(asStanding).filter(({ ids }) => ids.length > 0));
        expect(await counts(articles)).toEqual(
          grouped(
            truth.filter(({ visible }) => visible),
            articleOf,
          ),
        );
        expect(await counts(sizes)).toEqual(
          grouped(
            truth.filter((one) => one.queue !== null),
            (one) => `${one.siteId} ${one.queue}`,
          ),
        );
        expect(await counts(authors)).toEqual(grouped(truth, authorOf));
      }),
      { numRuns: 15 },
    );
  });
});

const idOf = ({ comment }: CommentTruth): string => comment.commentId;
const articleOf = ({ siteId, comment }: CommentTruth): string => `${siteId} ${comment.articleId}`;
const authorOf = ({ siteId, comment }: CommentTruth): string => `${siteId} ${comment.authorId} ${countedAs(comment)}`;
const countedAs = ({ status, onRecord }: CommentTruth['comment']): string =>
  status === 'erased' ? 'withdrawn' : onRecord === 'rejected' ? onRecord : status;

const threads = `
  select id, site_id, status, version, revision, likes, reply_count, visible_descendants, shown,
    body is null as cleared, created_at
  from read.comments order by id`;
const asThread = ({ siteId, comment, visible, likes, replies, descendants, cleared }: CommentTruth) => ({
  id: comment.commentId,
  site_id: siteId,
  status: comment.status,
  version: comment.version,
  revision: comment.revision,
  likes,
  reply_count: replies,
  visible_descendants: descendants,
  shown: visible || descendants > 0,
  cleared,
  created_at: comment.postedAt,
});

const queue = `
  select comment_id, status, on_record, review, version, queue, home_queue, waiting_since, report_hundredths, approvals,
    (select coalesce(sum(count::int), 0)::int from jsonb_each_text(reports) each(reason, count)) as reports
  from read.queue_items order by comment_id`;
const asQueue = ({ comment, queue, hundredths }: CommentTruth) => ({
  comment_id: comment.commentId,
  status: comment.status,
  on_record: comment.onRecord,
  review: comment.review,
  version: comment.version,
  queue,
  home_queue: comment.homeQueue,
  waiting_since: comment.waitingSince,
  report_hundredths: hundredths,
  approvals: comment.approvals,
  reports: comment.reports.length,
});

const standing = `
  select comment_id, array_agg(event_id::text order by position) as ids
  from read.decisions where not undone group by comment_id order by comment_id`;
const asStanding = ({ comment }: CommentTruth) => ({
  comment_id: comment.commentId,
  ids: comment.decisions.map(({ eventId }) => eventId),
});

const articles = `
  select site_id || ' ' || article_id as key, comment_count as count from read.articles
  where comment_count <> 0`;
const sizes = `
  select site_id || ' ' || queue as key, size as count from read.queue_sizes where size <> 0`;
const authors = `
  select site_id || ' ' || author_id || ' ' || status as key, count from read.authors
  cross join lateral (values ('published', published), ('held', held), ('approved', approved), ('rejected', rejected),
    ('escalated', escalated), ('withdrawn', withdrawn)) counts(status, count)
  where count <> 0`;

const sorted = <Row extends { key: string }>(rows: Row[]): Row[] => rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));

function grouped(truth: readonly CommentTruth[], keyOf: (one: CommentTruth) => string) {
  const counts = new Map<string, number>();
  for (const one of truth) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return sorted([...counts].map(([key, count]) => ({ key, count })));
}
