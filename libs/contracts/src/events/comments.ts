import { z } from 'zod';
import { Uuid } from '../identifiers.ts';
import { CommentStatus, EditReview, Finding, ReportReason } from '../vocabulary.ts';
import { openEvent, sealedEvent } from './event.ts';
import { byAuthor, count, from, place, policyVersion, reports, revision, to } from './fields.ts';

/** What readers do with a comment, and what the service does by itself. */
export const commentEvents = {
  CommentPosted: sealedEvent({
    version: 1,
    topic: 'comments',
    description:
      'A reader posted a comment. `status` says whether it was published at once or held for a moderator, and `findings` why.',
    data: z.object({
      ...place,
      ...byAuthor,
      parentId: Uuid.nullable(),
      rootId: Uuid.describe('the top-level comment of this thread; its own id for a top-level comment'),
      depth: count.describe('0 for a top-level comment'),
      authorKind: z.enum(['member', 'guest']),
      badge: z.enum(['staff']).nullable(),
      status: z.enum(['published', 'held']),
      findings: z.array(Finding),
      policyVersion,
      textLength: count.describe('characters (code points) of the text'),
      links: count,
      language: z.string().nullable().describe('BCP 47 tag of the page it was written on, if it said so'),
    }),
    personal: z.object({
      authorName: z.string(),
      body: z.string(),
      picture: z.string().optional(),
      emailHash: z.string().optional(),
    }),
    owner: 'authorId',
    speaksOfAComment: false,
    example: {
      data: {
        commentId: '019ab0f4-08a7-7e19-8c3d-51b2a7f4e6d2',
        articleId: '2026-11-23-bridge-vote',
        authorId: '019a8e11-2f60-7b8a-b1c4-7d5e9f3a2c08',
        parentId: '019ab0f2-6c1e-7d43-9a52-3f0c8e1b7a10',
        rootId: '019ab0f2-6c1e-7d43-9a52-3f0c8e1b7a10',
        depth: 1,
        authorKind: 'member',
        badge: null,
        status: 'held',
        findings: [
          {
            rule: 'links',
            ruleVersion: 1,
            action: 'hold',
            evidence: {
              links: 4,
              from: 3,
            },
          },
        ],
        policyVersion: 3,
        textLength: 186,
        links: 4,
        language: 'en-GB',
      },
      personal: {
        authorName: 'Ada Whitcombe',
        body: 'The council has the numbers here: https://council.example/bridge/2024, https://council.example/bridge/2025, https://council.example/bridge/2026 and https://council.example/bridge/summary',
        picture: 'https://id.news.example/pictures/ada.jpg',
      },
    },
  }),
  CommentEdited: sealedEvent({
    version: 1,
    topic: 'comments',
    description:
      'The author changed the text inside the edit window. An approved comment is only published from here on, since nobody approved the new text; it stays visible. If the new text is doubtful, a `CommentHeld` follows.',
    data: z.object({
      ...place,
      ...byAuthor,
      from: CommentStatus.exactOptional().describe('the status before this event. Absent in older events'),
      ...to,
      revision,
      findings: z.array(Finding),
      policyVersion,
      textLength: count.describe('characters (code points) of the text'),
      links: count,
      review: EditReview.exactOptional().describe(
        'a moderator has to look at the new text, by the policy: the comment had been approved, or had open reports. It waits as reported ones do until a decision. Absent: not by this edit',
      ),
    }),
    personal: z.object({ body: z.string() }),
    owner: 'authorId',
    speaksOfAComment: false,
    example: {
      data: {
        commentId: '019ab0f2-6c1e-7d43-9a52-3f0c8e1b7a10',
        articleId: '2026-11-23-bridge-vote',
        authorId: '019a8e11-2f60-7b8a-b1c4-7d5e9f3a2c08',
        from: 'approved',
        to: 'published',
        revision: 2,
        findings: [],
        policyVersion: 3,
        textLength: 51,
        links: 1,
        review: 'approval',
      },
      personal: {
        body: 'Page 4 has the numbers: https://council.example/b/4',
      },
    },
  }),
  CommentWithdrawn: openEvent({
    version: 1,
    topic: 'comments',
    description:
      'The comment is gone for good: its author took it back (`because` is `author`), or its author was erased (`erasure`). One that its author took back while it waited for a moderator is judged all the same: decisions then go from `withdrawn` to `withdrawn`.',
    data: z.object({
      ...place,
      ...byAuthor,
      ...from,
      ...to,
      because: z.enum(['author', 'erasure']),
      onRecord: CommentStatus.exactOptional().describe(
        'the status under which moderators still have it: it waited for them, or it was rejected. Absent: none, and in older events',
      ),
    }),
    example: {
      data: {
        commentId: '019ab0f2-6c1e-7d43-9a52-3f0c8e1b7a10',
        articleId: '2026-11-23-bridge-vote',
        authorId: '019a8e11-2f60-7b8a-b1c4-7d5e9f3a2c08',
        from: 'published',
        to: 'withdrawn',
        because: 'author',
        onRecord: 'published',
      },
    },
  }),
  CommentFlagged: sealedEvent({
    version: 1,
    topic: 'comments',
    description: 'A reader reported the comment. One reader counts once for each revision of the text.',
    data: z.object({
      ...place,
      reporterId: Uuid,
      reporterKind: z.enum(['member', 'guest']),
      reason: ReportReason,
      revision,
      weight: z.number().describe('two decimals; 0: heard, and counted nowhere'),
    }),
    personal: z.object({ note: z.string() }),
    owner: 'reporterId',
    speaksOfAComment: true,
    example: {
      data: {
        commentId: '019ab0f2-6c1e-7d43-9a52-3f0c8e1b7a10',
        articleId: '2026-11-23-bridge-vote',
        reporterId: '019aae90-5b3d-7246-8f1a-e7c9d2b4a583',
        reporterKind: 'member',
        reason: 'harassment',
        revision: 1,
        weight: 1,
      },
      personal: {
        note: 'He has followed her into three threads today.',
      },
    },
  }),
  CommentHeld: openEvent({
    version: 1,
    topic: 'comments',
    description:
      'The service hid the comment until a moderator looks, without anybody deciding it: enough readers reported it, or its new text is doubtful.',
    data: z.object({
      ...place,
      ...from,
      ...to,
      because: z.enum(['reports', 'edit']),
      reports,
      policyVersion,
    }),
    example: {
      data: {
        commentId: '019ab0f2-6c1e-7d43-9a52-3f0c8e1b7a10',
        articleId: '2026-11-23-bridge-vote',
        from: 'published',
        to: 'held',
        because: 'reports',
        reports: 5,
        policyVersion: 3,
      },
    },
  }),
};
