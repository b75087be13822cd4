import { z } from 'zod';
import { RestrictionKind } from '../vocabulary.ts';
import { openEvent, sealedEvent } from './event.ts';
import { byAuthor, moderatorId } from './fields.ts';

export const authorEvents = {
  AuthorRestricted: sealedEvent({
    version: 1,
    topic: 'authors',
    description:
      'A moderator restricted an author, or marked an author as trusted, with or without an end. It replaces an earlier restriction of the same kind.',
    data: z.object({
      ...byAuthor,
      kind: RestrictionKind,
      until: z.iso.datetime().nullable().describe('When it ends; null: when a moderator lifts it'),
      moderatorId,
      carriedOver: z
        .literal(true)
        .exactOptional()
        .describe(
          'It was in force when an earlier account of the same person was erased, and continues. `moderatorId` is then the nil UUID',
        ),
    }),
    personal: z
      .object({ reason: z.string().describe('Reason in the moderator’s words; the author can read it') })
      .describe('Encrypted with the key of the restricted author'),
    owner: 'authorId',
    speaksOfAComment: false,
    example: {
      data: {
        authorId: '019a8e11-2f60-7b8a-b1c4-7d5e9f3a2c08',
        kind: 'suspended',
        until: '2026-11-30T00:00:00.000Z',
        moderatorId: '019a4c07-9be3-7f12-8d6a-c2e4f1a9b305',
        carriedOver: true,
      },
      personal: {
        reason: 'Three rejected comments in one day.',
      },
    },
  }),
  AuthorRestrictionLifted: openEvent({
    version: 1,
    topic: 'authors',
    description: 'A moderator lifted a restriction. A restriction that reaches its end causes no event.',
    data: z.object({ ...byAuthor, kind: RestrictionKind, moderatorId }),
    example: {
      data: {
        authorId: '019a8e11-2f60-7b8a-b1c4-7d5e9f3a2c08',
        kind: 'suspended',
        moderatorId: '019a4c07-d1f5-7a90-9e2b-6f8c3d7a1b44',
      },
    },
  }),
  AuthorErased: openEvent({
    version: 1,
    topic: 'authors',
    description:
      'An author was erased. Their key was destroyed, so data encrypted with it cannot be decrypted any more, in copies of the events neither. A `CommentWithdrawn` follows for each of the author’s comments.',
    data: z.object({ ...byAuthor, requestedBy: z.enum(['author', 'admin']).describe('Who requested the erasure') }),
    example: {
      data: {
        authorId: '019a8e11-2f60-7b8a-b1c4-7d5e9f3a2c08',
        requestedBy: 'author',
      },
    },
  }),
};
