import { type CloudEvent, toCloudEvent } from '#contracts/cloud-event';

export const logId = '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11';

export const uuid = (n: number): string => `019ab0f5-3d1a-7b90-8e24-${String(n).padStart(12, '0')}`;

/** A minimal event as published at a position, with `prev` the position before it in its partition. */
export const publishedLike = (
  position: number,
  prev?: number | null,
  differences: Partial<Parameters<typeof toCloudEvent>[0]> = {},
  log = `${logId}.1`,
): CloudEvent =>
  toCloudEvent(
    {
      position,
      version: 1,
      eventId: uuid(position),
      type: 'CommentLiked',
      schemaVersion: 1,
      siteId: 'default',
      partitionKey: 'default/bridge',
      data: { commentId: uuid(1), articleId: 'bridge', readerId: uuid(2) },
      sealed: null,
      meta: {},
      recordedAt: new Date('2026-11-23T14:07:31.482Z'),
      ...differences,
    },
    { log, ...(typeof prev === 'number' && { prev }) },
  );
