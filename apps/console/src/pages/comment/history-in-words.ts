import type { EventType } from '#contracts/event-schemas';
import type { Decision, Finding } from '#contracts/vocabulary';
import type { DecidingTexts } from '../../deciding/texts';
import { isolate } from '../../languages/isolate';
import type { DeskWords } from '../../languages/desk-words';
import type { History } from '../../service/site-api';
import type { CommentTexts } from './texts';

type Told = History['events'][number];

export interface Happened {
  readonly eventId: string;
  readonly at: string;
  readonly sentence: string;
  readonly tone: 'good' | 'bad' | 'warn' | 'accent' | 'plain';
  /** For colleagues: what a moderator, or who reported it, wrote. */
  readonly note: string | null;
  /** What the author may read. */
  readonly message: string | null;
}

export interface Saying {
  readonly texts: CommentTexts;
  readonly deciding: DecidingTexts;
  readonly words: DeskWords;
  /** Why the rules held a text, as the card says it. */
  readonly why: (findings: readonly Finding[]) => readonly string[];
}

/** What happened to a comment, oldest first, a sentence each. Likes are not told: they are the readers' own. */
export const historyInWords = ({ events }: History, saying: Saying): Happened[] =>
  events.filter(({ type }) => !isLike(type)).map((event) => happened(event, saying));

const isLike = (type: string): boolean => type === 'CommentLiked' || type === 'CommentUnliked';

function happened(event: Told, saying: Saying): Happened {
  return {
    ...{ eventId: event.eventId, at: event.at, tone: tones[event.type as EventType] ?? 'plain' },
    sentence: [sentenceOf(event, saying), waitOf(event, saying)].filter((one) => one !== '').join(' '),
    note: textIn(event.personal, 'note'),
    message: textIn(event.personal, 'message'),
  };
}

const tones: Partial<Record<EventType, Happened['tone']>> = {
  ...{ CommentApproved: 'good', CommentRejected: 'bad', CommentEscalated: 'accent' },
  ...{ CommentHeld: 'warn', CommentFlagged: 'warn' },
};

function sentenceOf(event: Told, { texts, deciding, words, why }: Saying): string {
  const { data, personal } = event;
  const say = texts.happened;
  const moderator = named(textIn(personal, 'moderatorName'), texts.someone);
  const reason = deciding.reasons[data['reason'] as keyof DecidingTexts['reasons']] ?? '';
  switch (event.type as EventType) {
    case 'CommentPosted':
      return posted(event, { texts, deciding, words, why });
    case 'CommentEdited':
      return say.edited;
    case 'CommentWithdrawn':
      return data['because'] === 'erasure' ? say.erased : say.withdrawn;
    case 'CommentFlagged':
      return words.fill(data['reporterKind'] === 'guest' ? say.flaggedGuest : say.flagged, { reason });
    case 'CommentHeld':
      return data['because'] === 'edit'
        ? say.heldByEdit
        : words.fill(say.heldByReports, { reports: words.count(texts.reports, Number(data['reports'])) });
    case 'CommentApproved':
      return words.fill(data['ignoreReports'] === true ? say.approvedIgnoring : say.approved, { name: moderator });
    case 'CommentRejected':
      return words.fill(say.rejected, { name: moderator, reason });
    case 'CommentEscalated':
      return words.fill(say.escalated, { name: moderator });
    case 'CommentReopened':
      return reopened(event, moderator, { texts, deciding, words, why });
    case 'CommentNoted':
      return words.fill(say.noted, { name: moderator });
    default:
      return words.fill(say.other, { type: event.type });
  }
}

function posted({ data, personal }: Told, { texts, words, why }: Saying): string {
  const name = named(textIn(personal, 'authorName'), texts.theAuthor);
  if (data['status'] !== 'held') return words.fill(texts.happened.posted, { name });
  const reasons = why((data['findings'] as Finding[] | undefined)?.filter(({ action }) => action !== 'note') ?? []);
  if (reasons.length === 0) return words.fill(texts.happened.postedHeldPlain, { name });
  return words.fill(texts.happened.postedHeld, { name, why: reasons.join(' ').replace(/\.$/, '') });
}

function reopened({ data }: Told, name: string, { texts, deciding, words }: Saying): string {
  const undoes = data['undoes'] as { decision: Decision } | null;
  if (!undoes) return words.fill(texts.happened.reopened, { name });
  const status = deciding.statuses[data['status'] as keyof DecidingTexts['statuses']] ?? '';
  return words.fill(texts.happened.undid, { name, decision: texts.decisions[undoes.decision], status });
}

/** How long a decision was waited for; nothing for less than a minute. */
function waitOf({ data }: Told, { texts, words }: Saying): string {
  const seconds = data['waitedSeconds'];
  return typeof seconds === 'number' && seconds >= 60
    ? words.fill(texts.waited, { time: words.duration(seconds) })
    : '';
}

const named = (name: string | null, otherwise: string): string => (name === null ? otherwise : isolate(name));

function textIn(personal: Told['personal'], name: string): string | null {
  const value = personal?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
