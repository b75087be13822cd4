import { z } from 'zod';
import { ArticleId, Uuid } from '../identifiers.ts';
import { ModerationMode } from '../vocabulary.ts';
import { openEvent } from './event.ts';

export const articleEvents = {
  ArticleUpdated: openEvent({
    version: 1,
    topic: 'comments',
    description:
      'The settings of an article changed; the event has all of them. `url` and `title` come from the publisher. `readerUrl` and `readerTitle` come from a reader’s page and are not confirmed.',
    data: z.object({
      articleId: ArticleId.describe('The publisher’s id of the article'),
      url: z.string().nullable().describe('Address set by the publisher; null: not set'),
      title: z.string().nullable().describe('Title set by the publisher; null: not set'),
      open: z.boolean().describe('False: the publisher or a moderator closed the comments'),
      mode: ModerationMode.nullable().describe('Moderation mode of the article; null: that of the policy'),
      closesAt: z.iso.datetime().nullable().describe('When the comments close; null: no date is set'),
      actorId: Uuid.nullable().describe('Who changed it; null: address and title came with a reader’s comment'),
      readerUrl: z
        .string()
        .nullable()
        .exactOptional()
        .describe(
          'Address reported by a reader’s page, if the publisher set none; not confirmed. Missing in older events: there `url` and `title` come from a reader if `actorId` is null',
        ),
      readerTitle: z
        .string()
        .nullable()
        .exactOptional()
        .describe('Title reported by a reader’s page, like `readerUrl`'),
      keptOpen: z
        .boolean()
        .exactOptional()
        .describe('It was opened again after it closed, so its age no longer closes it. Missing: false'),
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
