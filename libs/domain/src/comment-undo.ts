import { mostReportersNamed } from '#contracts/comment-life/most-reporters-named';
import { eachReporterOnce } from '#contracts/comment-life/reports';
import { goesBackTo, isSuperseded } from '#contracts/comment-life/undo';
import { isVisible } from '#contracts/comment-life/visible';
import type { DomainEvent } from '#contracts/event-schemas';
import { Refusal } from '#contracts/refusal';
import type { UndoDecision } from './comment-commands.ts';
import { type Comment, type StandingDecision, placeOf, reporterOf, reportsWithout } from './comment-state.ts';
import { held, hides } from './comment-hold.ts';
import { provenance, refuseGone } from './comment-provenance.ts';

/**
 * Undoes decisions by a new event: the earlier status and reports count again, together with the reports since.
 * @throws Refusal `nothing-to-undo`, or `superseded` if a later change depends on the decision
 */
export function undo(command: UndoDecision, comment: Comment): DomainEvent[] {
  refuseGone(comment);
  const taken = decisionsToTakeBack(command, comment);
  const [first] = taken;
  if (!first) throw new Refusal('nothing-to-undo');
  const { policyVersion, policy } = command.inForce;
  const { onRecord, review } = first.before;
  const status = comment.status === 'withdrawn' ? comment.status : onRecord;
  const reports = eachReporterOnce(reportsWithout(taken, comment), reporterOf);
  const { waitingSince, ...back } = goesBackTo(onRecord, first.before, reports[0]?.at);
  const reopened: DomainEvent = {
    type: 'CommentReopened',
    data: {
      ...placeOf(comment),
      ...provenance({ ...command, policyVersion }, comment),
      status,
      undoes: { eventId: first.eventId, decision: first.decision, eventIds: taken.map(({ eventId }) => eventId) },
      restores: {
        ...back,
        ...(status !== onRecord && { onRecord }),
        ...(review !== null && { review }),
        waitingSince: waitingSince && waitingSince.toISOString(),
        ...(reports.length <= mostReportersNamed && { reporters: reports.map(reporterOf) }),
      },
    },
    personal: { moderatorName: command.moderator.name },
  };
  if (!isVisible(status) || !hides(policy, reports, back.approvals)) return [reopened];
  return [reopened, held({ ...comment, status }, 'reports', reports.length, policyVersion)];
}

/** Returns the last decision, or the batch's decisions at the end of those in force, oldest first. */
function decisionsToTakeBack({ batchId }: UndoDecision, comment: Comment): readonly StandingDecision[] {
  const { decisions } = comment;
  const last = decisions.at(-1);
  if (!last || batchId === null) return last ? [mayBeTakenBack(last, comment)] : [];
  if (!decisions.some((decision) => decision.batchId === batchId)) return [];
  const before = decisions.findLastIndex((decision) => decision.batchId !== batchId);
  const taken = decisions.slice(before + 1);
  if (taken.length === 0) throw new Refusal('superseded');
  taken.forEach((decision) => mayBeTakenBack(decision, comment));
  return taken;
}

function mayBeTakenBack(decision: StandingDecision, comment: Comment): StandingDecision {
  const last = comment.decisions.at(-1) ?? decision;
  if (isSuperseded(decision, comment, last)) throw new Refusal('superseded');
  return decision;
}
