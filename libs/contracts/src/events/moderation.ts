import { z } from 'zod';
import { mostReportersNamed } from '../comment-life/most-reporters-named.ts';
import { Uuid } from '../identifiers.ts';
import { CommentStatus, Decision, EditReview, QueueName, RejectionReason } from '../vocabulary.ts';
import { sealedEvent } from './event.ts';
import { count, from, moderatorId, place, policyVersion, reports, revision, to } from './fields.ts';

/** The facts on which a decision was based, so that it can be explained years later. */
const provenance = {
  moderatorId,
  ...from,
  basedOnVersion: z
    .number()
    .int()
    .min(1)
    .describe('Version of the comment that the moderator saw, or else the current one'),
  revision: revision.describe('Revision of the text that was judged'),
  reports,
  waitedSeconds: count
    .nullable()
    .describe('How long the comment waited for this decision, in seconds; null: it did not wait'),
  policyVersion,
  batchId: Uuid.nullable().describe(
    'Id shared by decisions that were made or undone in one request; null in older events',
  ),
};
/** The rest of the state to which an undo returns a comment. */
const restores = z
  .object({
    homeQueue: QueueName.describe('Queue whose moderators are responsible while readers do not see the comment'),
    waitingSince: z.iso.datetime().nullable().describe('Since when it waits for a moderator; null: it does not wait'),
    approvals: count.describe('Approvals of this revision that are in force'),
    onRecord: CommentStatus.exactOptional().describe(
      'For a withdrawn comment: its status for moderators after this event',
    ),
    review: EditReview.exactOptional().describe('The edited text needs a review again'),
    reporters: z
      .array(Uuid)
      .max(mostReportersNamed)
      .exactOptional()
      .describe(
        `Ids of the distinct reporters whose reports count after this event. Missing if there are more than ${mostReportersNamed}`,
      ),
  })
  .describe('State that is restored, as before the undone decisions. Missing in older events, and if `undoes` is null');
const moderatorName = z.string().describe('Name of the moderator');
const moderatorWords = z.object({ moderatorName, note: z.string().optional().describe('Note for colleagues') });

/** Actions of moderators on a comment. */
export const moderationEvents = {
  CommentApproved: sealedEvent({
    version: 1,
    topic: 'comments',
    description: 'A moderator approved the comment. New reports can bring it back into the queue.',
    data: z.object({
      ...place,
      ...provenance,
      ...to,
      ignoreReports: z
        .literal(true)
        .exactOptional()
        .describe('Later reports of this revision have no effect while this is the last decision in force'),
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
      'A moderator reviewed a comment that its author had withdrawn, and found no violation. This settles reports and findings like an approval. The comment stays withdrawn.',
    data: z.object({ ...place, ...provenance, to: z.literal('withdrawn').describe('Status after this event') }),
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
      'A moderator rejected the comment for a `reason`. The encrypted data can have a `note` for colleagues and a `message` to the author. If the author had withdrawn the comment, `to` stays `withdrawn`, and the rejection is in the author’s record.',
    data: z.object({ ...place, ...provenance, ...to, reason: RejectionReason }),
    personal: moderatorWords.extend({
      message: z.string().optional().describe('Message to the author'),
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
        message: 'Please argue about the vote, not about the person.',
      },
    },
  }),
  CommentEscalated: sealedEvent({
    version: 1,
    topic: 'comments',
    description:
      'A moderator escalated the comment for another moderator to decide; until then it is hidden. If the author had withdrawn it, `to` stays `withdrawn`.',
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
      'Decisions were undone: `undoes` names them, and `status` is the one before them. Or a moderator put the comment back into the queue: then `undoes` is null and `status` is `held`. A comment that its author withdrew stays `withdrawn`.',
    data: z.object({
      ...place,
      ...provenance,
      status: CommentStatus.describe('Status after this event'),
      undoes: z
        .object({
          eventId: Uuid.describe('Id of the event of the oldest undone decision'),
          decision: Decision,
          eventIds: z
            .array(Uuid)
            .min(1)
            .exactOptional()
            .describe(
              'Event ids of all undone decisions, oldest first. Missing in older events, which undo `eventId` and every later decision',
            ),
        })
        .nullable()
        .describe('The undone decisions; null: a moderator reopened the comment'),
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
      'A moderator added a note for colleagues without a decision. Status and queue of the comment do not change.',
    data: z.object({
      ...place,
      moderatorId,
      revision: revision.describe('Revision of the text that the note is about'),
    }),
    personal: z.object({ moderatorName, note: z.string().describe('Note for colleagues') }),
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
