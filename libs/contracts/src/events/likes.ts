import { z } from 'zod';
import { Uuid } from '../identifiers.ts';
import { openEvent } from './event.ts';
import { place } from './fields.ts';

const readerId = Uuid.describe('Id of the reader');

export const likeEvents = {
  CommentLiked: openEvent({
    version: 1,
    topic: 'comments',
    description: 'A reader likes the comment. Several likes by one reader count once.',
    data: z.object({ ...place, readerId }),
    example: {
      data: {
        commentId: '019ab0f2-6c1e-7d43-9a52-3f0c8e1b7a10',
        articleId: '2026-11-23-bridge-vote',
        readerId: '019aae90-5b3d-7246-8f1a-e7c9d2b4a583',
      },
    },
  }),
  CommentUnliked: openEvent({
    version: 1,
    topic: 'comments',
    description: 'A reader removed a like.',
    data: z.object({ ...place, readerId }),
    example: {
      data: {
        commentId: '019ab0f2-6c1e-7d43-9a52-3f0c8e1b7a10',
        articleId: '2026-11-23-bridge-vote',
        readerId: '019aae90-5b3d-7246-8f1a-e7c9d2b4a583',
      },
    },
  }),
};
