import { statusEvents } from '#contracts/comment-life/status-change';
import type { CommentStatus } from '#contracts/vocabulary';
import { type Projection, type Transaction, tablesOf } from '../projection.ts';
import { sortedBy, writeRows } from '../rows.ts';
import { type CommentChange, type KnownComment, commentsToLoad, foldThread } from './fold.ts';

/** The threads under articles. HTML for readers is rendered here, once. */
export const threadProjection: Projection<'thread'> = {
  name: 'thread',
  version: 4,
  tables: tablesOf(import.meta.dirname),
  holds: {
    comments: {
      personal: {
        columns: ['body', 'html', 'author_name', 'author_picture', 'author_email_hash'],
        of: [{ kind: 'comment-author', id: 'id' }],
      },
      plain: ['author_kind', 'badge', 'status'],
    },
  },
  handles: new Set([
    ...statusEvents,
    'CommentFlagged',
    'CommentNoted',
    'CommentLiked',
    'CommentUnliked',
    'AuthorErased',
  ]),
  apply: async (events, transaction) => {
    const known = await load(transaction, commentsToLoad(events));
    const { comments, erasedAuthors } = foldThread(events, known);
    const changes = sortedBy(comments.values(), 'id');
    if (erasedAuthors.length > 0) {
      await transaction.query({ name: 'thread-forget', text: forget, values: [erasedAuthors] });
    }
    await writeRows(transaction, 'thread-insert', insert, changes.filter(({ posted }) => posted).map(toRow));
    const old = changes.filter(({ posted }) => !posted);
    const updated = await writeRows(transaction, 'thread-update', update, old);
    if (updated !== old.length)
      throw new Error(`${old.length - updated} comments are unknown to the read model thread`);
  },
};

async function load(transaction: Transaction, ids: readonly string[]): Promise<Map<string, KnownComment>> {
  if (ids.length === 0) return new Map();
  const { rows } = await transaction.query<{
    id: string;
    author_id: string;
    status: CommentStatus;
    ancestors: string[];
  }>({
    name: 'thread-load',
    text: 'select id, author_id, status, ancestors from comments where id = any ($1::uuid[])',
    values: [ids],
  });
  return new Map(rows.map(({ id, author_id, status, ancestors }) => [id, { authorId: author_id, status, ancestors }]));
}

/**
 * Counters of a new comment start at zero, so their differences are their values. Written out, because spreading is 100
 * times slower.
 */
function toRow({ posted, text, cleared, ...change }: CommentChange) {
  return {
    id: change.id,
    site_id: posted?.site_id,
    article_id: posted?.article_id,
    parent_id: posted?.parent_id,
    root_id: posted?.root_id,
    depth: posted?.depth,
    ancestors: posted?.ancestors,
    author_id: posted?.author_id,
    author_kind: posted?.author_kind,
    author_name: cleared ? null : posted?.author_name,
    author_picture: cleared ? null : posted?.author_picture,
    author_email_hash: cleared ? null : posted?.author_email_hash,
    badge: posted?.badge,
    created_at: posted?.created_at,
    position: posted?.position,
    body: cleared ? null : text?.body,
    html: cleared ? null : text?.html,
    edited_at: text?.edited_at,
    revision: text?.revision,
    status: change.status,
    version: change.version,
    likes: change.likes,
    reply_count: change.reply_count,
    visible_descendants: change.visible_descendants,
  };
}

const columns = `id, site_id, article_id, parent_id, root_id, depth, ancestors, author_id, author_kind, author_name,
  author_picture, author_email_hash, badge, body, html, status, created_at, edited_at, revision, version, position,
  likes, reply_count, visible_descendants`;

const forget = `
  update comments set author_name = null, author_picture = null, author_email_hash = null, body = null, html = null
  where author_id = any ($1::uuid[])`;

const insert = `insert into comments (${columns}) select ${columns} from json_populate_recordset(null::comments, $1)`;

const update = `
  update comments known
  set status = coalesce(new.status, known.status),
      version = coalesce(new.version, known.version),
      revision = coalesce((new.text ->> 'revision')::int, known.revision),
      edited_at = coalesce((new.text ->> 'edited_at')::timestamptz, known.edited_at),
      body = case when new.cleared then null when new.text is null then known.body else new.text ->> 'body' end,
      html = case when new.cleared then null when new.text is null then known.html else new.text ->> 'html' end,
      author_name = case when new.cleared then null else known.author_name end,
      author_picture = case when new.cleared then null else known.author_picture end,
      author_email_hash = case when new.cleared then null else known.author_email_hash end,
      likes = known.likes + new.likes,
      reply_count = known.reply_count + new.reply_count,
      visible_descendants = known.visible_descendants + new.visible_descendants
  from json_to_recordset($1) as new (
    id uuid, status text, version int, text json, cleared boolean,
    likes int, reply_count int, visible_descendants int
  )
  where known.id = new.id`;
