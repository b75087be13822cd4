import type { EventType } from '#contracts/event-schemas';
import type { PastEvent } from '#contracts/moderation-answers';
import type { Finding } from '#contracts/vocabulary';
import type { DecidingTexts } from '../../deciding/texts.ts';
import { isolate } from '../../languages/isolate.ts';
import type { DeskWords } from '../../languages/desk-words.ts';
import type { History } from '../../service/site-api.ts';
import type { CommentTexts } from './texts.ts';

type Told = PastEvent;

export interface Happened {
  readonly eventId: string;
  readonly at: string;
  readonly sentence: string;
  readonly tone: 'good' | 'bad' | 'warn' | 'accent' | 'plain';
  /** For moderators only: the note of a colleague or of the reader who reported it. */
  readonly note: string | null;
  /** The message to the author. */
  readonly message: string | null;
}

export interface Saying {
  readonly texts: CommentTexts;
  readonly deciding: DecidingTexts;
  readonly words: DeskWords;
  /** The reasons why the rules held a text, in the sentences of the card. */
  readonly why: (findings: readonly Finding[]) => readonly string[];
}

/** The events of a comment, oldest first, one sentence each. Likes are left out: they are private to the readers. */
export const historyInWords = ({ events }: History, saying: Saying): Happened[] =>
  events.filter(({ type }) => !isLike(type)).map((event) => happened(event, saying));

const isLike = (type: EventType): boolean => type === 'CommentLiked' || type === 'CommentUnliked';

function happened(event: Told, saying: Saying): Happened {
  const { eventId, at, type, personal } = event;
  return {
    eventId,
    at,
    tone: tones[type] ?? 'plain',
    sentence: [sentenceOf(event, saying), waitOf(event, saying)].filter((one) => one !== '').join(' '),
    note: (personal && 'note' in personal && personal.note) || null,
    message: (personal && 'message' in personal && personal.message) || null,
  };
}

const tones: Partial<Record<EventType, Happened['tone']>> = {
  CommentApproved: 'good',
  CommentCleared: 'good',
  CommentRejected: 'bad',
  CommentEscalated: 'accent',
  CommentHeld: 'warn',
  CommentFlagged: 'warn',
};

function sentenceOf(event: Told, saying: Saying): string {
  const { texts, deciding, words } = saying;
  const say = texts.happened;
  const { personal } = event;
  const name = named(personal && 'moderatorName' in personal ? personal.moderatorName : null, texts.someone);
  switch (event.type) {
    case 'CommentPosted':
      return posted(event, saying);
    case 'CommentWithdrawn':
      return withdrawn(event, saying);
    case 'CommentFlagged':
      return words.fill(event.data.reporterKind === 'guest' ? say.reportedByGuest : say.reported, {
        reason: deciding.reasons[event.data.reason] ?? '',
      });
    case 'CommentHeld':
      return event.data.because === 'edit'
        ? say.heldByEdit
        : words.fill(say.heldByReports, { reports: words.count(texts.reports, event.data.reports) });
    case 'CommentEdited':
      return event.data.review ? say.editedToReview : say.edited;
    case 'CommentApproved':
      return words.fill(event.data.ignoreReports === true ? say.approvedIgnoring : say.approved, { name });
    case 'CommentRejected':
      return words.fill(say.rejected, { name, reason: deciding.reasons[event.data.reason] ?? '' });
    case 'CommentReopened':
      return reopened(event, name, saying);
    default:
      return words.fill(plainly(event.type, texts) ?? say.other, { name, type: event.type });
  }
}

const plainly = (type: EventType, { did }: CommentTexts): string | undefined =>
  Object.entries(did).find(([told]) => told === type)?.[1];

function posted({ data, personal }: PastEvent<'CommentPosted'>, { texts, words, why }: Saying): string {
  const name = named(personal?.authorName ?? null, texts.theAuthor);
  if (data.status !== 'held') return words.fill(texts.happened.posted, { name });
  const reasons = why(data.findings.filter(({ action }) => action !== 'note'));
  if (reasons.length === 0) return words.fill(texts.happened.postedHeldPlain, { name });
  return words.fill(texts.happened.postedHeld, { name, why: reasons.join(' ') });
}

function withdrawn({ data }: PastEvent<'CommentWithdrawn'>, { texts: { happened } }: Saying): string {
  if (data.because === 'erasure') return happened.erased;
  const isWaiting = data.onRecord !== undefined && data.onRecord !== 'rejected';
  return isWaiting ? happened.withdrawnWaiting : happened.withdrawn;
}

function reopened({ data }: PastEvent<'CommentReopened'>, name: string, { texts, deciding, words }: Saying): string {
  const { undoes, status } = data;
  if (!undoes) return words.fill(texts.happened.reopened, { name });
  const decision = texts.decisions[undoes.decision];
  return words.fill(texts.happened.undid, { name, decision, status: deciding.statuses[status] ?? '' });
}

/** The waiting time before a decision; empty below a minute. */
function waitOf({ data }: Told, { texts, words }: Saying): string {
  const seconds = 'waitedSeconds' in data ? (data.waitedSeconds ?? 0) : 0;
  return seconds >= 60 ? words.fill(texts.waited, { time: words.duration(seconds) }) : '';
}

const named = (name: string | null, otherwise: string): string => (name ? isolate(name) : otherwise);
