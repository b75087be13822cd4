import { type CursorKind, smallNumber, wholeNumber } from '../cursor.ts';
import { type ThreadComment, bytesOf, commentColumns, excerptColumns } from './thread-comment.ts';

/** A sort order as a walk through an index. `first` is a place before the first row. */
export interface Walk {
  readonly kind: CursorKind;
  readonly text: string;
  readonly shape: readonly RegExp[];
  readonly first: readonly string[];
  readonly placeOf: (comment: ThreadComment) => number[];
}

const beyond = { int: '2147483647', bigint: '9223372036854775807' };

export const walks: Readonly<Record<'oldest' | 'newest' | 'top', Walk>> = {
  oldest: {
    kind: 'o',
    text: pageSql('position > $7', 'position'),
    shape: [wholeNumber],
    first: ['0'],
    placeOf: ({ position }) => [position],
  },
  newest: {
    kind: 'n',
    text: pageSql('position < $7', 'position desc'),
    shape: [wholeNumber],
    first: [beyond.bigint],
    placeOf: ({ position }) => [position],
  },
  top: {
    kind: 't',
    text: pageSql('(likes, position) < ($7::int, $8::bigint)', 'likes desc, position desc'),
    shape: [smallNumber, wholeNumber],
    first: [beyond.int, beyond.bigint],
    placeOf: ({ likes, position }) => [likes, position],
  },
};

/**
 * Returns the article in the first row, then a page of top-level comments, then their first replies. $1 site, $2
 * article, $3 number of top-level comments plus one, $4 number of replies of each plus one, $5 maximum depth, $6 bytes,
 * $7… the place where the last page ended.
 *
 * The bytes go to top-level comments first, then to the first reply of each, then to the second of each, so that long
 * replies do not push other comments off the page. `found` is the number of rows, up to one more than the limit, before
 * the byte limit: of top-level comments, or of replies in this thread.
 */
function pageSql(after: string, order: string): string {
  return `
  with roots as materialized (
    select *, row_number() over (order by ${order}) as place, count(*) over () as found
    from (
      select * from read.comments
      where site_id = $1 and article_id = $2 and parent_id is null and shown and ${after}
      order by ${order} limit $3
    ) first
  ), shown as (
    select ${commentColumns('r')}, 0 as rank, place, found, visible_descendants > 0 as answered, ${bytesOf('r')} as bytes
    from roots r where place < $3
    union all
    select ${commentColumns('c')}, c.rank, r.place, c.found, false, ${bytesOf('c')}
    from (select id, place from roots where $5 > 0 and place < $3 order by place) r
    cross join lateral (
      select *, row_number() over (order by position) as rank, count(*) over () as found
      from (
        select * from read.comments
        where root_id = r.id and parent_id is not null and shown and depth <= $5
        order by position limit $4
      ) first
    ) c
    where c.rank < $4
  )
  select to_json(a) as article, ${commentColumns('none')}, 0 as found, false as answered
  from read.articles a left join roots none on false
  where a.site_id = $1 and a.article_id = $2
  union all
  select null, ${commentColumns('s')}, found, answered
  from (select *, sum(bytes) over (order by rank, place rows unbounded preceding) as upto from shown) s
  where upto <= $6 or (rank = 0 and place = 1)`;
}

/**
 * $1 the top-level comment, $2 where the last page ended, $3 maximum depth, $4 limit plus one, $5 site, $6 article, $7
 * bytes.
 */
export const repliesSql = `
  select ${commentColumns('c')}, found
  from (
    select *, count(*) over () as found, row_number() over in_order as rank, sum(${bytesOf('first')}) over in_order as upto
    from (
      select * from read.comments
      where root_id = $1 and parent_id is not null and shown and position > $2 and depth <= $3
        and site_id = $5 and article_id = $6
      order by position limit $4
    ) first
    window in_order as (order by position rows unbounded preceding)
  ) c
  where rank < $4 and (upto <= $7 or rank = 1)`;

/**
 * Returns a comment ($1) of a site ($2) and its ancestors. Their texts are complete, the nearest first, while they fit
 * into $3 bytes.
 */
export const ancestorsSql = `
  with one as (select * from read.comments where id = $1 and site_id = $2)
  select ${excerptColumns('one', 'true')} from one
  union all
  (
    with above as (
      select c.*, sum(${bytesOf('c')}) over (order by c.depth desc rows unbounded preceding) as upto
      from one join read.comments c on c.id = any (one.ancestors)
    )
    select ${excerptColumns('above', 'upto <= $3')} from above
  )`;
