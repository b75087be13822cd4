import type {
  DecideComment,
  EditComment,
  FlagComment,
  NoteComment,
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
  readonly badge: 'staff' | null;
}

export interface AskedWithdrawal extends WithdrawComment, ByAuthor {}

export interface AskedReport extends Omit<FlagComment, 'weight' | 'inForce'> {
  /** Whom a token names: the comments of this author are the reporter's own, and their restrictions hold. */
  readonly authorId: string | null;
  /** The article whose form it came by. */
  readonly article?: string;
}

export interface AskedDecision extends Omit<DecideComment, 'policyVersion' | 'now'>, ByModerator {}
export interface AskedUndo extends Omit<UndoDecision, 'inForce' | 'now'>, ByModerator {}
export interface AskedNote extends NoteComment, ByModerator {}

/** A domain command as somebody asks for it: without the facts that its handler finds out. */
export type AskedOfComment = AskedEdit | AskedWithdrawal | AskedReport | AskedDecision | AskedUndo | AskedNote;

/** Who asks, as the log names them. */
export function actorOf(asked: AskedOfComment): StreamPlace['actor'] & { readonly id: string } {
  switch (asked.type) {
    case 'FlagComment':
      return { kind: asked.reporterKind === 'guest' ? 'guest' : 'author', id: asked.reporterId };
    case 'EditComment':
    case 'WithdrawComment':
      return { kind: asked.authorKind === 'guest' ? 'guest' : 'author', id: asked.authorId };
    case 'DecideComment':
    case 'UndoDecision':
    case 'NoteComment':
      return { kind: 'moderator', id: asked.moderator.id };
  }
}
