import { z } from 'zod';
import { CommentAnswer } from './answers.ts';
import { described } from './described.ts';
import { Uuid } from './identifiers.ts';
import { ReportReason, RestrictionKind } from './vocabulary.ts';

export const AuthorAnswer = z.object({
  id: described.authorId,
  name: described.name,
  avatarUrl: described.avatarUrl,
  firstSeen: z.iso.datetime().nullable().describe('When they first posted; null: not yet'),
  counts: z.record(z.string(), z.number().int()).describe('Number of their comments by status'),
  restrictions: z
    .array(
      z.object({
        kind: RestrictionKind,
        until: described.until,
        reason: described.reason,
        by: Uuid.describe('Id of the moderator who set it'),
        since: z.iso.datetime().describe('When it began'),
        carriedOver: z
          .literal(true)
          .optional()
          .describe('It was in force when an earlier account of the same person was erased'),
      }),
    )
    .describe('Restrictions that are in force'),
  erased: z.boolean().describe('Their personal data was erased'),
});
export type AuthorAnswer = z.infer<typeof AuthorAnswer>;

/** A restriction that stays in force after an erasure, so that erasing an account does not end it. */
export const KeptRestriction = z.object({
  what: z
    .enum(['restriction', 'network'])
    .describe(
      '`restriction`: of a member, recognised by the site’s user id. `network`: of a guest, recognised by their network',
    ),
  kind: RestrictionKind,
  until: described.until,
});
export type KeptRestriction = z.infer<typeof KeptRestriction>;

export const ErasureAnswer = z.object({
  authorId: described.authorId,
  site: described.siteId,
  requestedBy: z.enum(['author', 'admin']).describe('Who asked for the erasure'),
  requestedAt: z.iso.datetime().describe('When the erasure was requested'),
  completedAt: z.iso.datetime().nullable().describe('Null while unreadable bytes are still being removed from the log'),
  position: described.position,
  events: z
    .object({
      touched: z.number().int().describe('Events that the person caused, or that are about them'),
      withPersonalData: z.number().int().describe('Of these: events with data encrypted under the person’s key'),
      stillReadable: z.number().int().describe('Of these: events that could still be decrypted after the erasure'),
      sealedRemoved: z.number().int().nullable().describe('Events whose encrypted data was removed; null: not yet'),
    })
    .describe('Events of the log'),
  comments: z.number().int().describe('Number of their comments, all erased'),
  othersWords: z
    .object({
      events: z.number().int().describe('Reports, decisions and notes that others wrote'),
      readableInCopies: z
        .number()
        .int()
        .describe(
          'Of these: encrypted by an older version under the writer’s key only. They were removed from the log, but Kafka still has them',
        ),
    })
    .optional()
    .describe('Words of others about the person’s comments; missing in reports of older versions'),
  rows: z
    .object({
      comments: z.number().int().describe('Comments that were emptied'),
      flagNotes: z.number().int().describe('Notes of reports that were removed'),
      stillReadable: z.number().int().describe('Rows that still hold personal data'),
    })
    .describe('Rows of the read models'),
  stillReadable: z.number().int().describe('Everything that could still be read; 0 proves the erasure'),
  kept: z
    .array(KeptRestriction)
    .optional()
    .describe(
      'Restrictions that stay in force, kept as keyed hashes until they end; missing in reports of older versions',
    ),
  topics: z
    .array(
      z.object({
        topic: z.string().describe('Name of the topic, without the prefix'),
        events: z.number().int().describe('Number of encrypted events'),
        unreadableBy: z.literal('the dropped key').describe('Why they cannot be read: the person’s key was destroyed'),
      }),
    )
    .describe('Kafka topics that hold encrypted copies'),
});
export type ErasureAnswer = z.infer<typeof ErasureAnswer>;

const restrictionEvent = z.object({
  kind: RestrictionKind,
  lifted: z.boolean().describe('True: the restriction was lifted; false: it began'),
  until: described.until,
  reason: described.reason,
  at: described.at,
});
const exportedComment = z.object({
  commentId: described.commentId,
  articleId: described.articleId,
  parentId: described.parentId,
  postedAt: z.iso.datetime().describe('When it was posted'),
  name: z.string().nullable().describe('Name it was posted under'),
  picture: z.string().nullable().describe('Address of the picture at that time; null: none'),
  emailHash: z.string().nullable().describe('Keyed hash of the e-mail address, which itself is not stored'),
  revisions: z
    .array(
      z.object({
        body: z.string().nullable().describe('The text'),
        findings: z.array(z.record(z.string(), z.unknown())).describe('What the screening rules found in it'),
        at: described.at,
      }),
    )
    .describe('Every text it had, the oldest first'),
  happened: z
    .array(
      z.object({
        what: z.string().describe('Type of the event: a decision, a report, an edit'),
        at: described.at,
        reason: z.string().optional().describe('Reason of the decision or report'),
        message: z.string().optional().describe('What a moderator wrote to the author'),
        policyVersion: z.number().int().optional().describe('Version of the policy that was in force'),
      }),
    )
    .describe('What happened to it, the oldest first'),
});

/** Everything that is stored about a person. Erased values are null. */
export const ExportAnswer = z.object({
  authorId: described.authorId,
  site: described.siteId,
  exportedAt: z.iso.datetime().describe('When this was made'),
  record: AuthorAnswer.nullable().describe('The author’s record, as moderators see it; null: they never posted'),
  comments: z.array(exportedComment).describe('All comments of the person'),
  flags: z
    .array(
      z.object({
        commentId: described.commentId,
        reason: ReportReason,
        note: z.string().nullable().describe('Details that they wrote; null: none'),
        at: described.at,
      }),
    )
    .describe('Reports that they sent'),
  likes: z.array(z.object({ commentId: described.commentId, at: described.at })).describe('Their likes'),
  restrictions: z.array(restrictionEvent).describe('Restrictions of the person, and the end of each'),
  addresses: z
    .array(
      z.object({
        commentId: described.commentId,
        knownUntil: z.iso.datetime().describe('When the hash is deleted'),
      }),
    )
    .describe('Comments for which a keyed hash of the network address is still stored'),
  decisionsMade: z
    .array(
      z.object({
        commentId: described.commentId,
        decision: z.string().describe('What they decided'),
        note: described.note,
        message: z.string().nullable().describe('Message to the author; null: none'),
        at: described.at,
      }),
    )
    .describe('Decisions that they made as a moderator'),
  notesMade: z
    .array(z.object({ commentId: described.commentId, note: described.note, at: described.at }))
    .describe('Notes that they wrote as a moderator'),
});
export type ExportAnswer = z.infer<typeof ExportAnswer>;

export const SameAddressAnswer = z.object({
  comments: z.array(CommentAnswer).describe('Newest first; at most 50, and excerpts beyond 256 kB'),
  knownUntil: z.iso
    .datetime()
    .nullable()
    .describe('When the hash of the address is deleted; null: it is not known, or no longer'),
});
export type SameAddressAnswer = z.infer<typeof SameAddressAnswer>;
