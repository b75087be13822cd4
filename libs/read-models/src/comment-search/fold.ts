import type { RecordedEvent } from '#contracts/event-schemas';
import type { Finding } from '#contracts/vocabulary';
import { type DecisionEvent, nameAndReason, undoneBy } from '../decision-events';
import { statusAfterEdit, statusChange, statusEvents } from '../status-change';
import type { CommentChange, KnownComment } from './rows';
import { indexWords } from './search-words';

type Changing = DecisionEvent | RecordedEvent<'CommentEdited' | 'CommentWithdrawn' | 'CommentHeld'>;

export interface SearchChanges {
  readonly comments: ReadonlyMap<string, CommentChange>;
  readonly erased: ReadonlySet<string>;
}

/** Folds a batch into one change per comment. */
export function foldSearch(events: readonly RecordedEvent[], known: readonly KnownComment[]): SearchChanges {
  const comments = new Map<string, CommentChange>();
  const erased = new Set<string>();
  for (const one of known) comments.set(one.comment_id, unchanged(one));
  for (const event of events) {
    if (event.type === 'CommentPosted') comments.set(event.data.commentId, posted(event));
    else if (event.type === 'AuthorErased') {
      erased.add(event.data.authorId);
      for (const change of comments.values()) change.cleared ||= change.author_id === event.data.authorId;
    } else if (isChanging(event)) {
      const change = comments.get(event.data.commentId);
      if (!change) throw new Error(`comment ${event.data.commentId} was never posted`);
      applyTo(change, event);
    }
  }
  return { comments, erased };
}

function applyTo(change: CommentChange, event: Changing): void {
  switch (event.type) {
    case 'CommentEdited':
      change.status = statusAfterEdit(change.status);
      change.rules = rulesIn(event.data.findings);
      change.words = wordsOf(event.personal?.body);
      return;
    case 'CommentWithdrawn':
      change.cleared = true;
      break;
    case 'CommentHeld':
      break;
    default:
      decide(change, event);
  }
  change.status = statusChange(event)?.to ?? change.status;
}

function decide(change: CommentChange, event: DecisionEvent): void {
  const { decisions } = change;
  const undone = undoneBy(event);
  const { decision, reason } = nameAndReason(event);
  const stood = { eventId: event.eventId, by: event.data.moderatorId, decision, reason, at: event.at.toISOString() };
  const first = decisions.findIndex(({ eventId }) => eventId === undone);
  if (undone !== undefined && first === -1) throw new Error(`the decision ${undone} does not stand`);
  change.decisions = undone === undefined ? [...decisions, stood] : decisions.slice(0, first);
  change.reason = change.decisions.at(-1)?.reason ?? null;
}

const posted = ({ data, siteId, at, position, personal }: RecordedEvent<'CommentPosted'>): CommentChange => ({
  comment_id: data.commentId,
  author_id: data.authorId,
  posted: { site_id: siteId, article_id: data.articleId, created_at: at, position },
  status: data.status,
  decisions: [],
  reason: null,
  rules: rulesIn(data.findings),
  words: wordsOf(personal?.body),
  cleared: false,
});

const unchanged = ({ comment_id, author_id, status, decisions }: KnownComment): CommentChange => ({
  ...{ comment_id, author_id, status, decisions },
  posted: null,
  reason: decisions.at(-1)?.reason ?? null,
  rules: null,
  words: null,
  cleared: false,
});

const isChanging = (event: RecordedEvent): event is Changing =>
  event.type !== 'CommentPosted' && (statusEvents as readonly string[]).includes(event.type);

const rulesIn = (findings: readonly Finding[]): string[] => [...new Set(findings.map(({ rule }) => rule))];

const wordsOf = (body: string | undefined): string[] | null => (body === undefined ? null : indexWords(body));
