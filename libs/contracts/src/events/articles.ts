import { z } from 'zod';
import { ArticleId, Uuid } from '../identifiers.ts';
import { ModerationMode } from '../vocabulary.ts';
import { openEvent } from './event.ts';

export const articleEvents = {
  ArticleUpdated: openEvent({
    version: 1,
    topic: 'comments',
    description:
      'The settings of an article, as a whole. Its address and title are the publisher’s, who may also close it or choose its mode of moderation; what the pages of readers say of them stands apart, unconfirmed.',
    data: z.object({
      articleId: ArticleId,
      url: z.string().nullable().describe('as the publisher says; null: the publisher said none'),
      title: z.string().nullable().describe('as the publisher says; null: the publisher said none'),
      open: z.boolean(),
      mode: ModerationMode.nullable().describe("null: the site's policy decides"),
      closesAt: z.iso.datetime().nullable(),
      actorId: Uuid.nullable().describe('who changed it; null for what the page of a reader said, with a comment'),
      readerUrl: z
        .string()
        .nullable()
        .exactOptional()
        .describe(
          "what a reader's page called its address, where the publisher said none; not confirmed. Absent in older events, whose `url` and `title` are a reader's where `actorId` is null",
        ),
      readerTitle: z.string().nullable().exactOptional().describe('the same for its title'),
      keptOpen: z
        .boolean()
        .exactOptional()
        .describe('it was opened again after its time: its age does not close it any more. Absent is false'),
    }),
    example: {
      data: {
        articleId: '2026-11-23-bridge-vote',
        url: 'https://news.example/2026/11/bridge-vote',
        title: 'Council votes on the bridge',
        open: true,
        mode: 'pre',
        closesAt: '2026-12-07T18:00:00.000Z',
        actorId: '019a3b55-40c8-7d01-bf7e-9a2c5e8d1f63',
        readerUrl: null,
        readerTitle: null,
        keptOpen: false,
      },
    },
  }),
};
