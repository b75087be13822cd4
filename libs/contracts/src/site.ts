import { z } from 'zod';
import { Position, SiteId, slug } from './identifiers.ts';
import { Origin } from './origin.ts';
import { TimeZone } from './time-zone.ts';
import { words } from './words.ts';

const siteName = words(1, 200).refine((name) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name), 'must be one line');

const newSlug = 'must be a lower-case slug of 1–63 characters';
/** The name of a site that need not exist. */
export const NewSiteId = z.string().max(63, { error: newSlug, abort: true }).regex(slug, newSlug);

/**
 * What a site is called, and where its pages are. What is left out stays as it is; a `name` of null takes the name
 * away.
 */
export const PutSiteRequest = z.object({
  name: siteName.nullable().optional(),
  timeZone: TimeZone.optional().describe('IANA name; UTC unless it says otherwise'),
  origins: z
    .array(Origin)
    .max(100)
    .transform((origins) => [...new Set(origins)])
    .optional()
    .describe("the origins of this site's pages, beside ALLOWED_ORIGINS"),
});

export const SiteAnswer = z.object({
  siteId: SiteId,
  name: z.string().nullable(),
  timeZone: z.string(),
  origins: z.array(z.string()).describe('of its own; ALLOWED_ORIGINS are every site’s'),
});
export type SiteAnswer = z.infer<typeof SiteAnswer>;

export const PutSiteAnswer = z.object({ site: SiteAnswer, position: Position });
export const SitesAnswer = z.object({ sites: z.array(SiteAnswer).describe('by their ids') });
