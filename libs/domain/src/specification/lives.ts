import * as fc from 'fast-check';
import { isVisible } from '#contracts/comment-life/visible';
import { type Policy, defaultPolicy } from '#contracts/policy';
import { Refusal } from '#contracts/refusal';
import { Decision } from '#contracts/vocabulary';
import { commentDecider } from '../comment.ts';
import type { CommentCommand } from '../comment-commands.ts';
import type { Comment, CommentEvent, CommentState } from '../comment-state.ts';
import { fold } from '../decider.ts';
import { ada, decide, doubtful, edit, erase, report, inForce, note, post, undo, withdraw } from './comments.ts';
import { recordedAt } from './given.ts';
import { id } from './identities.ts';

/** A random sequence of commands to one comment, under one policy. */
export interface Life {
  readonly policy: Policy;
  readonly turns: readonly Turn[];
}

/** One command that was tried: the events it yielded, and the states before and after. */
export interface Turn {
  readonly command: CommentCommand;
  readonly before: CommentState;
  readonly events: readonly CommentEvent[];
  readonly after: CommentState;
  readonly refused: Refusal | null;
}

/** A command without the fields that depend on the clock and the comment. They are filled in when it runs. */
type Attempt = (now: Date, comment: CommentState, policy: Policy) => CommentCommand;

/** Runs a command on a comment, and records the events at `now`. */
export function take(command: CommentCommand, before: CommentState, now: Date): Turn {
  try {
    const version = before?.version ?? 0;
    const events = commentDecider
      .decide(command, before)
      .map((event, index) => recordedAt(event, version + index + 1, now) as CommentEvent);
    return { command, before, events, after: fold(commentDecider, before, events), refused: null };
  } catch (error) {
    if (error instanceof Refusal) return { command, before, events: [], after: before, refused: error };
    throw error;
  }
}

export const eventsOf = ({ turns }: Life): CommentEvent[] => turns.flatMap((turn) => turn.events);

/** Every state of the comment, also those between two events of one command. */
export const statesOf = ({ turns }: Life): Comment[] =>
  turns.flatMap(({ before, events }) =>
    events.map((_, index) => fold(commentDecider, before, events.slice(0, index + 1)) as Comment),
  );

export const endOf = ({ turns }: Life): Comment => turns.at(-1)?.after as Comment;

// The probabilities are chosen so that most commands are accepted, because refused ones prove little.
const rarely = (chance: number): fc.Arbitrary<boolean> => fc.nat(chance - 1).map((drawn) => drawn === 0);
const by = fc.constantFrom('mia', 'max');
const batch = fc.constantFrom(null, null, 'one', 'two');
const findings = fc.constantFrom([], [], [], [], [doubtful], [{ ...doubtful, action: 'note' as const }]);

const posts = findings.map(
  (found): Attempt =>
    () =>
      post({ findings: found }),
);

const edits = fc.record({ found: findings, byEve: rarely(10), sameText: rarely(10) }).map(
  ({ found, byEve, sameText }): Attempt =>
    (now, _comment, policy) =>
      edit({ findings: found, authorId: byEve ? id('eve') : ada, sameText, now, inForce: inForce(policy) }),
);

const decisions = fc
  .record({
    decision: fc.constantFrom(...Decision.options),
    by,
    batch,
    unseen: fc.constantFrom(null, null, null, 0, 1),
    ignoreReports: rarely(6),
  })
  .map(
    ({ decision, by, batch, unseen, ignoreReports }): Attempt =>
      (now, comment) =>
        decide(decision, {
          by,
          now,
          batchId: batch === null ? null : id(batch),
          ignoreReports,
          ...(unseen !== null && { expectedVersion: Math.max(1, (comment?.version ?? 1) - unseen) }),
        }),
  );

const reports = fc
  .record({
    reporter: fc.constantFrom('rob', 'rea', 'ron', 'roy', 'ria'),
    reporterKind: fc.constantFrom('member', 'guest'),
    weight: fc.constantFrom(0, 0.1, 0.5, 1, 1, 2),
    blindly: rarely(5),
    otherwise: decisions,
  })
  .map(
    ({ reporter, reporterKind, weight, blindly, otherwise }): Attempt =>
      (now, comment, policy) =>
        blindly || (comment && isVisible(comment.status))
          ? report(reporter, { reporterKind, weight, inForce: inForce(policy) })
          : otherwise(now, comment, policy),
  );

const undos = fc.record({ batch, blindly: rarely(5), otherwise: decisions }).map(
  ({ batch, blindly, otherwise }): Attempt =>
    (now, comment, policy) =>
      blindly || comment?.decisions.length
        ? undo({ now, inForce: inForce(policy), ...(batch !== null && { batch }) })
        : otherwise(now, comment, policy),
);

const notes = by.map(
  (moderator): Attempt =>
    () =>
      note('Noted.', moderator),
);

const ends = fc.constantFrom<Attempt>(
  () => withdraw('ada'),
  () => withdraw('ada'),
  () => withdraw('eve'),
  () => erase,
);

const steps = fc.record({
  gapSeconds: fc.constantFrom(0, 0, 1, 60),
  attempt: fc.oneof(
    { weight: 1, arbitrary: posts },
    { weight: 20, arbitrary: edits },
    { weight: 40, arbitrary: reports },
    { weight: 20, arbitrary: decisions },
    { weight: 30, arbitrary: undos },
    { weight: 5, arbitrary: notes },
    { weight: 4, arbitrary: ends },
  ),
});

const policies = fc.record({
  autoHideThreshold: fc.constantFrom(0, 0, 1, 2, 3, 5),
  autoHideNetworks: fc.constantFrom(1, 2, 3, 4),
  reviewEdits: fc.boolean(),
  editWindowSeconds: fc.constantFrom(0, 60, 86_400, 86_400),
});

/** Histories that begin with the posting, each with its own clock. */
export const lives: fc.Arbitrary<Life> = fc
  .record({ policy: policies, first: posts, later: fc.array(steps, { minLength: 5, maxLength: 25, size: 'max' }) })
  .map(({ policy, first, later }) =>
    live({ ...defaultPolicy, ...policy }, [{ gapSeconds: 0, attempt: first }, ...later]),
  );

function live(policy: Policy, attempts: readonly { gapSeconds: number; attempt: Attempt }[]): Life {
  const turns: Turn[] = [];
  let now = Date.UTC(2026, 10, 23, 12);
  for (const { gapSeconds, attempt } of attempts) {
    now += gapSeconds * 1000;
    const comment = turns.at(-1)?.after ?? null;
    turns.push(take(attempt(new Date(now), comment, policy), comment, new Date(now)));
  }
  return { policy, turns };
}
