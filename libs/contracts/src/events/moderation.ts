import { z } from 'zod';
import { mostReportersNamed } from '../comment-life/most-reporters-named.ts';
import { Uuid } from '../identifiers.ts';
import { CommentStatus, Decision, EditReview, QueueName, RejectionReason } from '../vocabulary.ts';
import { sealedEvent } from './event.ts';
import { count, from, place, policyVersion, reports, revision, to } from './fields.ts';

/** What a decision was made on, so that it can be explained years later. */
const provenance = {
  moderatorId: Uuid,
  ...from,
  basedOnVersion: z
    .number()
    .int()
    .min(1)
    .describe('the version of the comment that the moderator saw or that was current'),
  revision: revision.describe('the revision of the text that was judged'),
  reports,
  waitedSeconds: count.nullable().describe('how long the comment waited for this decision, if it waited'),
  policyVersion,
  batchId: Uuid.nullable().describe('the decisions that were made, or taken back, in one go'),
};
/** What a comment goes back to with its status. */
const restores = z
  .object({
    homeQueue: QueueName.describe('the queue whose moderators it belongs to while readers do not see it'),
    waitingSince: z.iso.datetime().nullable().describe('since when it waits for a moderator; null: it does not'),
    approvals: count.describe('approvals of this revision that are not undone'),
    onRecord: CommentStatus.exactOptional().describe(
      'of a withdrawn comment: the status under which moderators have it from now on',
    ),
    review: EditReview.exactOptional().describe('a moderator has to look at its edited text again'),
    reporters: z
      .array(Uuid)
      .max(mostReportersNamed)
      .exactOptional()
      .describe(
        `the distinct reporters whose reports count from now on: those of before the decisions, and since. Absent if they are more than ${mostReportersNamed}`,
      ),
  })
  .describe('what else is as before the decisions taken back. Absent in older events, and where `undoes` is null');
const moderatorWords = z.object({ moderatorName: z.string(), note: z.string().optional() });

/** What moderators do with a comment. */
export const moderationEvents = {
  CommentApproved: sealedEvent({
    version: 1,
    topic: 'comments',
    description: 'A moderator looked and found it fine. New reports can bring it back.',
    data: z.object({
      ...place,
      ...provenance,
      ...to,
      ignoreReports: z
        .literal(true)
        .exactOptional()
        .describe('later reports of this revision change nothing while this decision is the last that is not undone'),
    }),
    personal: moderatorWords,
    owner: 'moderatorId',
    speaksOfAComment: true,
    example: {
      data: {
        commentId: '019ab0f2-6c1e-7d43-9a52-3f0c8e1b7a10',
        articleId: '2026-11-23-bridge-vote',
        moderatorId: '019a4c07-9be3-7f12-8d6a-c2e4f1a9b305',
        from: 'held',
        to: 'approved',
        basedOnVersion: 1,
        revision: 1,
        reports: 0,
        waitedSeconds: 412,
        policyVersion: 3,
        batchId: '019ab10c-e2a9-7f38-a4d6-8b1e3c7f5920',
        ignoreReports: true,
      },
      personal: {
        moderatorName: 'Mia Keller',
      },
    },
  }),
  CommentCleared: sealedEvent({
    version: 1,
    topic: 'comments',
    description:
      'A moderator looked at a comment that its author had withdrawn, and found no violation: it answers reports and rules as an approval does. The comment stays withdrawn.',
    data: z.object({ ...place, ...provenance, to: z.literal('withdrawn') }),
    personal: moderatorWords,
    owner: 'moderatorId',
    speaksOfAComment: true,
    example: {
      data: {
        commentId: '019ab0f2-6c1e-7d43-9a52-3f0c8e1b7a10',
        articleId: '2026-11-23-bridge-vote',
        moderatorId: '019a4c07-9be3-7f12-8d6a-c2e4f1a9b305',
        from: 'withdrawn',
        to: 'withdrawn',
        basedOnVersion: 3,
        revision: 1,
        reports: 1,
        waitedSeconds: 240,
        policyVersion: 3,
        batchId: null,
      },
      personal: {
        moderatorName: 'Mia Keller',
        note: 'Sharp, but about the vote.',
      },
    },
  }),
  CommentRejected: sealedEvent({
    version: 1,
    topic: 'comments',
    description:
      'A moderator took the comment out of the thread, and said why: `reason` for everybody who counts, and sealed, where there is one, a `note` for colleagues and a `message` for the author. Of one that its author had withdrawn, `to` stays `withdrawn`, and the rejection stands in the author’s record.',
    data: z.object({ ...place, ...provenance, ...to, reason: RejectionReason }),
    personal: moderatorWords.extend({
      message: z.string().optional().describe('what the moderator wrote to the author, who may read it'),
    }),
    owner: 'moderatorId',
    speaksOfAComment: true,
    example: {
      data: {
        commentId: '019ab0f2-6c1e-7d43-9a52-3f0c8e1b7a10',
        articleId: '2026-11-23-bridge-vote',
        moderatorId: '019a4c07-9be3-7f12-8d6a-c2e4f1a9b305',
        from: 'published',
        to: 'rejected',
        basedOnVersion: 3,
        revision: 1,
        reports: 2,
        waitedSeconds: 95,
        policyVersion: 3,
        batchId: null,
        reason: 'harassment',
      },
      personal: {
        moderatorName: 'Mia Keller',
        note: 'Third time this week; a warning was sent.',
        message: 'Please argue with what was said, not with who said it.',
      },
    },
  }),
  CommentEscalated: sealedEvent({
    version: 1,
    topic: 'comments',
    description:
      'A moderator passed the comment on to somebody who decides; until then it is hidden. Of one that its author had withdrawn, `to` stays `withdrawn`.',
    data: z.object({ ...place, ...provenance, ...to }),
    personal: moderatorWords,
    owner: 'moderatorId',
    speaksOfAComment: true,
    example: {
      data: {
        commentId: '019ab0f2-6c1e-7d43-9a52-3f0c8e1b7a10',
        articleId: '2026-11-23-bridge-vote',
        moderatorId: '019a4c07-9be3-7f12-8d6a-c2e4f1a9b305',
        from: 'published',
        to: 'escalated',
        basedOnVersion: 2,
        revision: 1,
        reports: 1,
        waitedSeconds: 63,
        policyVersion: 3,
        batchId: null,
      },
      personal: {
        moderatorName: 'Mia Keller',
        note: 'Names a minor: one for the lawyers.',
      },
    },
  }),
  CommentReopened: sealedEvent({
    version: 1,
    topic: 'comments',
    description:
      'A decision was taken back: `undoes` names it, and `status` is the one of before. Or a moderator put the comment back into the queue: then `undoes` is null and `status` is `held`. A comment that its author withdrew stays `withdrawn`.',
    data: z.object({
      ...place,
      ...provenance,
      status: CommentStatus.describe('the status from now on'),
      undoes: z
        .object({
          eventId: Uuid,
          decision: Decision,
          eventIds: z
            .array(Uuid)
            .min(1)
            .exactOptional()
            .describe('all decisions taken back, oldest first: `eventId` and those made on it. Absent in older events'),
        })
        .nullable()
        .describe('the decision taken back; null when a moderator reopened the comment'),
      restores: restores.exactOptional(),
    }),
    personal: moderatorWords,
    owner: 'moderatorId',
    speaksOfAComment: true,
    example: {
      data: {
        commentId: '019ab0f2-6c1e-7d43-9a52-3f0c8e1b7a10',
        articleId: '2026-11-23-bridge-vote',
        moderatorId: '019a4c07-d1f5-7a90-9e2b-6f8c3d7a1b44',
        from: 'rejected',
        basedOnVersion: 4,
        revision: 1,
        reports: 0,
        waitedSeconds: null,
        policyVersion: 3,
        batchId: '019ab10c-e2a9-7f38-a4d6-8b1e3c7f5920',
        status: 'published',
        undoes: {
          eventId: '019ab10d-0b7c-7e65-b3f2-4d9a8c1e7f06',
          decision: 'reject',
          eventIds: ['019ab10d-0b7c-7e65-b3f2-4d9a8c1e7f06'],
        },
        restores: {
          homeQueue: 'reported',
          waitingSince: '2026-11-23T12:04:00.000Z',
          approvals: 0,
          reporters: ['019a9f3b-7c24-7e18-92d6-5a0b8e3f1c77'],
        },
      },
      personal: {
        moderatorName: 'Max Lindner',
      },
    },
  }),
  CommentNoted: sealedEvent({
    version: 1,
    topic: 'comments',
    description:
      'A moderator left a note for colleagues without deciding anything. It moves neither the status nor a queue.',
    data: z.object({
      ...place,
      moderatorId: Uuid,
      revision: revision.describe('the revision of the text that it is about'),
    }),
    personal: z.object({ moderatorName: z.string(), note: z.string() }),
    owner: 'moderatorId',
    speaksOfAComment: true,
    example: {
      data: {
        commentId: '019ab0f2-6c1e-7d43-9a52-3f0c8e1b7a10',
        articleId: '2026-11-23-bridge-vote',
        moderatorId: '019a4c07-9be3-7f12-8d6a-c2e4f1a9b305',
        revision: 1,
      },
      personal: {
        moderatorName: 'Mia Keller',
        note: "The quoted figure is in the council's minutes; I asked the desk to check.",
      },
    },
  }),
};
