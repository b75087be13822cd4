import { type DecisionEvent, decisionOf, isUndo } from '#contracts/comment-life/decisions';
import { type StatusEventType, isStatusEvent, statusChange } from '#contracts/comment-life/status-change';
import { onRecordAfter } from '#contracts/comment-life/on-record';
import { takenBack } from '#contracts/comment-life/undo';
import type { RecordedEvent } from '#contracts/event-schemas';
import type { Finding } from '#contracts/vocabulary';
import type { SearchChange, SearchedComment } from './rows.ts';
import { indexWords } from './search-words.ts';

type Changing = RecordedEvent<Exclude<StatusEventType, 'CommentPosted'>>;

export interface SearchChanges {
  readonly comments: ReadonlyMap<string, SearchChange>;
  readonly erased: ReadonlySet<string>;
}

/** Folds a batch into one change per comment. */
export function foldSearch(events: readonly RecordedEvent[], known: readonly SearchedComment[]): SearchChanges {
  const comments = new Map<string, SearchChange>();
  const erased = new Set<string>();
  for (const one of known) comments.set(one.comment_id, unchanged(one));
  for (const event of events) {
    if (event.type === 'CommentPosted') comments.set(event.data.commentId, posted(event));
    else if (event.type === 'AuthorErased') {
      erased.add(event.data.authorId);
      for (const change of comments.values()) change.cleared ||= change.author_id === event.data.authorId;
    } else if (isStatusEvent(event)) {
      const change = comments.get(event.data.commentId);
      if (!change) throw new Error(`comment ${event.data.commentId} is unknown to the read model comment-search`);
      applyTo(change, event);
    }
  }
  return { comments, erased };
}

function applyTo(change: SearchChange, event: Changing): void {
  change.status = statusChange(event, change.status)?.to ?? change.status;
  change.on_record = onRecordAfter(event, change.on_record) ?? change.on_record;
  switch (event.type) {
    case 'CommentEdited':
      change.rules = rulesIn(event.data.findings);
      change.words = wordsOf(event.personal?.body);
      break;
    case 'CommentWithdrawn':
      change.cleared = true;
      break;
    case 'CommentHeld':
      break;
    default:
      decide(change, event);
  }
}

function decide(change: SearchChange, event: DecisionEvent): void {
  const { decisions } = change;
  const decision = decisionOf(event);
  if (decision) {
    const made = { eventId: event.eventId, by: event.data.moderatorId, ...decision, at: event.at.toISOString() };
    change.decisions = [...decisions, made];
  } else if (isUndo(event)) change.decisions = takenBack(event, decisions, ({ eventId }) => eventId).left;
  change.reason = change.decisions.at(-1)?.reason ?? null;
}

const posted = ({ data, siteId, at, position, personal }: RecordedEvent<'CommentPosted'>): SearchChange => ({
  comment_id: data.commentId,
  author_id: data.authorId,
  posted: { site_id: siteId, article_id: data.articleId, created_at: at, position },
  status: data.status,
  on_record: data.status,
  decisions: [],
  reason: null,
  rules: rulesIn(data.findings),
  words: wordsOf(personal?.body),
  cleared: false,
});

const unchanged = ({ comment_id, author_id, status, on_record, decisions }: SearchedComment): SearchChange => ({
  comment_id,
  author_id,
  status,
  on_record,
  decisions,
  posted: null,
  reason: decisions.at(-1)?.reason ?? null,
  rules: null,
  words: null,
  cleared: false,
});

const rulesIn = (findings: readonly Finding[]): string[] => [...new Set(findings.map(({ rule }) => rule))];

const wordsOf = (body: string | undefined): string[] | null => (body === undefined ? null : indexWords(body));
