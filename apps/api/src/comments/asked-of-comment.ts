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
  /** The comments that the moderator may work on. Checked again when the change is made. */
  readonly sight: Sight;
}

export interface AskedEdit extends Pick<EditComment, 'type' | 'authorId'>, ByAuthor {
  readonly body: string;
  /** The client's IP address. */
  readonly address: string;
  readonly badge: 'staff' | null;
}

export interface AskedWithdrawal extends Omit<WithdrawComment, 'inForce'>, ByAuthor {}

export interface AskedReport extends Omit<ReportComment, 'weight' | 'inForce'> {
  /** The author named by the token: their own comments and their restrictions count. Null without a token. */
  readonly authorId: string | null;
  /** The article whose report form was used, if any. */
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

/** A domain command as the caller requests it: without the facts that its handler looks up. */
export type AskedOfComment = AskedEdit | AskedWithdrawal | AskedReport | AskedByModerator;

/** Returns the actor to record in the log. */
export function actorOf(asked: AskedOfComment): StreamPlace['actor'] & { readonly id: string } {
  if ('moderator' in asked) return { kind: 'moderator', id: asked.moderator.id };
  const [kind, id] =
    'reporterId' in asked ? [asked.reporterKind, asked.reporterId] : [asked.authorKind, asked.authorId];
  return { kind: kind === 'guest' ? 'guest' : 'author', id };
}
