import { statusChange } from '#contracts/comment-life/status-change';
import { visibilityChange } from '#contracts/comment-life/visibility';
import type { RecordedEvent } from '#contracts/event-schemas';
import type { CommentStatus } from '#contracts/vocabulary';
import { renderMarkdown } from '#markdown/render-markdown';

/** The stored data of an earlier comment that a fold needs. */
export interface KnownComment {
  readonly authorId: string;
  status: CommentStatus;
  readonly ancestors: readonly string[];
}

/** The changes of a batch to one comment, by column. Counters are differences; null leaves a column unchanged. */
export interface CommentChange {
  readonly id: string;
  posted: PostedColumns | null;
  status: CommentStatus | null;
  version: number | null;
  text: TextColumns | null;
  cleared: boolean;
  likes: number;
  reply_count: number;
  visible_descendants: number;
}

interface PostedColumns {
  readonly site_id: string;
  readonly article_id: string;
  readonly parent_id: string | null;
  readonly root_id: string;
  readonly depth: number;
  readonly ancestors: readonly string[];
  readonly author_id: string;
  readonly author_kind: string;
  readonly author_name: string | null;
  readonly author_picture: string | null;
  readonly author_email_hash: string | null;
  readonly badge: string | null;
  readonly created_at: string;
  readonly position: number;
}

interface TextColumns {
  readonly body: string | null;
  readonly html: string | null;
  readonly edited_at: string | null;
  readonly revision: number;
}

/** Returns the comments that a fold of these events must load: those that change, and the parents of new ones. */
export function commentsToLoad(events: readonly RecordedEvent[]): string[] {
  const wanted = new Set<string>();
  for (const event of events) {
    if (event.type === 'CommentPosted' && event.data.parentId) wanted.add(event.data.parentId);
    else if (event.type !== 'CommentPosted' && 'commentId' in event.data) wanted.add(event.data.commentId);
  }
  for (const event of events) if (event.type === 'CommentPosted') wanted.delete(event.data.commentId);
  return [...wanted];
}

export interface ThreadChanges {
  readonly comments: ReadonlyMap<string, CommentChange>;
  /** Authors whose texts and names must be deleted. Separate events of their comments follow. */
  readonly erasedAuthors: readonly string[];
}

/** Folds a batch into one change per comment. */
export function foldThread(events: readonly RecordedEvent[], loaded: ReadonlyMap<string, KnownComment>): ThreadChanges {
  const known = new Map(loaded);
  const changes = new Map<string, CommentChange>();
  const erasedAuthors: string[] = [];
  for (const event of events) {
    if (event.type === 'AuthorErased') {
      erasedAuthors.push(event.data.authorId);
      for (const change of changes.values()) change.cleared ||= known.get(change.id)?.authorId === event.data.authorId;
    }
    if (!('commentId' in event.data)) continue;
    const { commentId } = event.data;
    const change = changeOf(changes, commentId);
    if (event.type === 'CommentPosted') known.set(commentId, posted(event, change, known));
    const comment = get(known, commentId);
    applyTo(change, comment, event);
    spreadVisibility(changes, comment.ancestors, visibilityChange(event));
  }
  return { comments: changes, erasedAuthors };
}

function posted(
  event: RecordedEvent<'CommentPosted'>,
  change: CommentChange,
  known: ReadonlyMap<string, KnownComment>,
): KnownComment {
  const { parentId } = event.data;
  const ancestors = parentId === null ? [] : [...get(known, parentId).ancestors, parentId];
  const body = event.personal?.body ?? null;
  change.posted = postedColumns(event, ancestors);
  change.text = { body, html: rendered(body), edited_at: null, revision: 1 };
  return { authorId: event.data.authorId, status: event.data.status, ancestors };
}

function postedColumns(
  { data, personal, siteId, at, position }: RecordedEvent<'CommentPosted'>,
  ancestors: string[],
): PostedColumns {
  return {
    site_id: siteId,
    article_id: data.articleId,
    parent_id: data.parentId,
    root_id: data.rootId,
    depth: data.depth,
    ancestors,
    author_id: data.authorId,
    author_kind: data.authorKind,
    author_name: personal?.authorName ?? null,
    author_picture: personal?.picture ?? null,
    author_email_hash: personal?.emailHash ?? null,
    badge: data.badge,
    created_at: at.toISOString(),
    position,
  };
}

function applyTo(change: CommentChange, comment: KnownComment, event: RecordedEvent): void {
  if (event.type === 'CommentLiked') change.likes += 1;
  else if (event.type === 'CommentUnliked') change.likes -= 1;
  else {
    change.version = event.version;
    const status = statusChange(event, comment.status)?.to;
    if (status !== undefined) change.status = comment.status = status;
    if (event.type === 'CommentEdited') change.text = editedText(event);
    // A comment that moderators still deal with keeps its text for them; readers see a tombstone.
    if (event.type === 'CommentWithdrawn') change.cleared ||= event.data.onRecord === undefined;
  }
}

function editedText({ data, personal, at }: RecordedEvent<'CommentEdited'>): TextColumns {
  const body = personal?.body ?? null;
  return { body, html: rendered(body), edited_at: at.toISOString(), revision: data.revision };
}

/** A visible comment counts as a reply of its parent, and keeps all its ancestors on the page. */
function spreadVisibility(changes: Map<string, CommentChange>, ancestors: readonly string[], change: -1 | 0 | 1): void {
  if (change === 0) return;
  for (const id of ancestors) changeOf(changes, id).visible_descendants += change;
  const parent = ancestors.at(-1);
  if (parent !== undefined) changeOf(changes, parent).reply_count += change;
}

function changeOf(changes: Map<string, CommentChange>, id: string): CommentChange {
  const existing = changes.get(id);
  if (existing) return existing;
  const fresh: CommentChange = {
    id,
    posted: null,
    status: null,
    version: null,
    text: null,
    cleared: false,
    likes: 0,
    reply_count: 0,
    visible_descendants: 0,
  };
  changes.set(id, fresh);
  return fresh;
}

function get(known: ReadonlyMap<string, KnownComment>, id: string): KnownComment {
  const comment = known.get(id);
  if (!comment) throw new Error(`comment ${id} is unknown to the read model thread`);
  return comment;
}

const rendered = (body: string | null): string | null => (body === null ? null : renderMarkdown(body));
