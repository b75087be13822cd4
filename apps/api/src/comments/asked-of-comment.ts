import type {
  CommentCommand,
  DecideComment,
  EditComment,
  ReportComment,
  UndoDecision,
  WithdrawComment,
} from '#domain/comment-commands';
import type { Sight } from '#read-models/moderation-queue/sight';
import type { StreamPlace } from '../commands/append-events.ts';

interface ByAuthor {
  readonly authorKind: 'member' | 'guest';
}

interface ByModerator {
  /** What the moderator may work on, judged again at the moment of the change. */
  readonly sight: Sight;
}

export interface AskedEdit extends Pick<EditComment, 'type' | 'authorId'>, ByAuthor {
  readonly body: string;
  /** Where it came from. */
  readonly address: string;
  readonly badge: 'staff' | null;
}

export interface AskedWithdrawal extends Omit<WithdrawComment, 'inForce'>, ByAuthor {}

export interface AskedReport extends Omit<ReportComment, 'weight' | 'inForce'> {
  /** Whom a token names: the comments of this author are the reporter's own, and their restrictions hold. */
  readonly authorId: string | null;
  /** The article whose form it came by. */
  readonly article?: string;
}

type ModeratorsCommand = Extract<CommentCommand, { moderator: unknown }>;
type AskedOfModerator<C extends ModeratorsCommand> = C extends unknown
  ? Omit<C, 'policyVersion' | 'inForce' | 'now'> & ByModerator
  : never;

export type AskedDecision = AskedOfModerator<DecideComment>;
export type AskedUndo = AskedOfModerator<UndoDecision>;
/** Every command that names a moderator. */
export type AskedByModerator = AskedOfModerator<ModeratorsCommand>;

/** A domain command as somebody asks for it: without the facts that its handler finds out. */
export type AskedOfComment = AskedEdit | AskedWithdrawal | AskedReport | AskedByModerator;

/** Who asks, as the log names them. */
export function actorOf(asked: AskedOfComment): StreamPlace['actor'] & { readonly id: string } {
  if ('moderator' in asked) return { kind: 'moderator', id: asked.moderator.id };
  const [kind, id] =
    'reporterId' in asked ? [asked.reporterKind, asked.reporterId] : [asked.authorKind, asked.authorId];
  return { kind: kind === 'guest' ? 'guest' : 'author', id };
}
