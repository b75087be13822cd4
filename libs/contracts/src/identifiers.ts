import { z } from 'zod';

/** A lower-case UUID. Ids that the service makes are UUIDv7, so they sort by creation time. */
export const Uuid = z.guid().toLowerCase();

export const slug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** A site's name in URLs: a lower-case slug of 1–63 characters. The site `default` always exists. */
export const SiteId = z.string().max(63).regex(slug, 'must be a lower-case slug');

/** The publisher's own id of an article, 1–200 characters, opaque to the service. */
export const ArticleId = z
  .string()
  .min(1)
  .max(200)
  // eslint-disable-next-line no-control-regex -- no article id has control characters on purpose
  .refine((id) => !/[\u0000-\u001f\u007f]/.test(id), 'must not contain control characters');

/** A position in the event log. A decimal string, so that JSON consumers without 64-bit integers read it exactly. */
export const Position = z.string().regex(/^\d{1,18}$/, 'must be a decimal position');
