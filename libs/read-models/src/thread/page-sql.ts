import { type CursorKind, smallNumber, wholeNumber } from '../cursor';
import { type ThreadComment, commentColumns } from './thread-comment';

/** How a sort walks an index from a place on. `first` is a place before everything. */
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
    text: pageSql('position > $6', 'position'),
    shape: [wholeNumber],
    first: ['0'],
    placeOf: ({ position }) => [position],
  },
  newest: {
    kind: 'n',
    text: pageSql('position < $6', 'position desc'),
    shape: [wholeNumber],
    first: [beyond.bigint],
    placeOf: ({ position }) => [position],
  },
  top: {
    kind: 't',
    text: pageSql('(likes, position) < ($6::int, $7::bigint)', 'likes desc, position desc'),
    shape: [smallNumber, wholeNumber],
    first: [beyond.int, beyond.bigint],
    placeOf: ({ likes, position }) => [likes, position],
  },
};

/**
 * The article in the first row, then a page of top-level comments, then each one's first replies: $1 site, $2 article,
 * $3 top-level comments, $4 replies of each, $5 deepest reply, $6… the place where the last page ended.
 */
function pageSql(after: string, order: string): string {
  return `
  with roots as materialized (
    select * from read.comments
    where site_id = $1 and article_id = $2 and parent_id is null and shown and ${after}
    order by ${order} limit $3
  )
  select to_json(a) as article, ${commentColumns('none')}
  from read.articles a left join roots none on false
  where a.site_id = $1 and a.article_id = $2
  union all
  select null, ${commentColumns('r')} from roots r
  union all
  select null, ${commentColumns('c')}
  from (select id from roots where $5 > 0 order by ${order}) r
  cross join lateral (
    select * from read.comments
    where root_id = r.id and parent_id is not null and shown and depth <= $5
    order by position limit $4
  ) c`;
}

/** $1 the top-level comment, $2 where the last page ended, $3 deepest reply, $4 how many, $5 site, $6 article. */
export const repliesSql = `
  select ${commentColumns('c')} from read.comments c
  where root_id = $1 and parent_id is not null and shown and position > $2 and depth <= $3
    and site_id = $5 and article_id = $6
  order by position limit $4`;

/** A comment ($1) of a site ($2) and everything above it. */
export const ancestorsSql = `
  with one as (select * from read.comments where id = $1 and site_id = $2)
  select ${commentColumns('one')} from one
  union all
  select ${commentColumns('above')} from one join read.comments above on above.id = any (one.ancestors)`;
