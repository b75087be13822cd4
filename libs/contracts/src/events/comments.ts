import { z } from 'zod';
import { Uuid } from '../identifiers.ts';
import { CommentStatus, EditReview, ReportReason } from '../vocabulary.ts';
import { openEvent, sealedEvent } from './event.ts';
import {
  byAuthor,
  count,
  findings,
  from,
  kindOfPerson,
  links,
  place,
  policyVersion,
  reports,
  revision,
  textLength,
  to,
} from './fields.ts';

/** Actions of readers, and automatic actions of the service. */
export const commentEvents = {
  CommentPosted: sealedEvent({
    version: 1,
    topic: 'comments',
    description:
      'A reader posted a comment. It was published at once or held for a moderator: see `status`, and `findings` for the reasons.',
    data: z.object({
      ...place,
      ...byAuthor,
      parentId: Uuid.nullable().describe('Id of the comment that this one replies to; null: none'),
      rootId: Uuid.describe('Id of the top-level comment of this thread; its own id for a top-level comment'),
      depth: count.describe('Number of comments above it; 0 for a top-level comment'),
      authorKind: kindOfPerson,
      badge: z.enum(['staff']).nullable().describe('`staff`: the author is a moderator or an admin; null: no badge'),
      status: z.enum(['published', 'held']).describe('Status after this event'),
      findings,
      policyVersion,
      textLength,
      links,
      language: z.string().nullable().describe('Language of the page as a BCP 47 tag; null: not known'),
    }),
    personal: z.object({
      authorName: z.string().describe('Name of the author'),
      body: z.string().describe('The text as typed'),
      picture: z.string().optional().describe('Address of the author’s picture'),
      emailHash: z.string().optional().describe('Keyed hash of the e-mail address, which itself is not stored'),
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
      'The author changed the text within the edit window. The status of an approved comment becomes `published`, because no moderator has approved the new text; it stays visible. If the rules hold the new text, a `CommentHeld` follows.',
    data: z.object({
      ...place,
      ...byAuthor,
      from: CommentStatus.exactOptional().describe('Status before this event. Missing in older events'),
      ...to,
      revision,
      findings,
      policyVersion,
      textLength,
      links,
      review: EditReview.exactOptional().describe(
        'The policy requires a review of the new text, because the comment had been approved or had open reports. It then waits in the queue of reports. Missing: this edit requires no review',
      ),
    }),
    personal: z.object({ body: z.string().describe('The new text as typed') }),
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
      'Readers can no longer see the comment: its author withdrew it (`because` is `author`) or was erased (`erasure`). If it was waiting for a moderator, it can still be decided; such decisions go from `withdrawn` to `withdrawn`.',
    data: z.object({
      ...place,
      ...byAuthor,
      ...from,
      ...to,
      because: z.enum(['author', 'erasure']).describe('`author`: withdrawn. `erasure`: the author was erased'),
      onRecord: CommentStatus.exactOptional().describe(
        'Status that moderators still see, if the comment was waiting or rejected. Missing otherwise, and in older events',
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
    description: 'A reader reported the comment. Several reports of one revision by one reader count once.',
    data: z.object({
      ...place,
      reporterId: Uuid.describe('Id of the reader'),
      reporterKind: kindOfPerson,
      reason: ReportReason,
      revision,
      weight: z.number().describe('Weight of the report, with two decimals; 0: it has no effect'),
    }),
    personal: z.object({ note: z.string().describe('Details in the reader’s words') }),
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
      'The service hid the comment until a moderator reviews it, because enough readers reported it or the rules hold its new text. It is not a decision.',
    data: z.object({
      ...place,
      ...from,
      ...to,
      because: z
        .enum(['reports', 'edit'])
        .describe('`reports`: enough readers reported it. `edit`: because of its new text'),
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
