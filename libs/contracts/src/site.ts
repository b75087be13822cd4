import { z } from 'zod';
import { described } from './described.ts';
import { slug } from './identifiers.ts';
import { Origin } from './origin.ts';
import { TimeZone } from './time-zone.ts';
import { words } from './words.ts';

const siteName = words(1, 200).refine((name) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name), 'must be one line');

const newSlug = 'must be a lower-case slug of 1–63 characters';
/** The id of a site that need not exist yet. */
export const NewSiteId = z
  .string()
  .max(63, { error: newSlug, abort: true })
  .regex(slug, newSlug)
  .describe('Id of the site: 1 to 63 lower-case letters, digits and single hyphens');

/** Settings of a site. Fields that are left out stay as they are; a `name` of null removes the name. */
export const PutSiteRequest = z.object({
  name: siteName.nullable().optional().describe('Name to show; null removes it'),
  timeZone: TimeZone.optional().describe('Time zone of the site’s days as an IANA name. A new site has UTC'),
  origins: z
    .array(Origin)
    .max(100)
    .transform((origins) => [...new Set(origins)])
    .optional()
    .describe('Origins of this site’s pages, in addition to `ALLOWED_ORIGINS`'),
});

export const SiteAnswer = z.object({
  siteId: described.siteId,
  name: z.string().nullable().describe('Name to show; null: none'),
  timeZone: z.string().describe('Time zone of the site’s days, as an IANA name'),
  origins: z.array(z.string()).describe('Origins of this site’s pages, in addition to `ALLOWED_ORIGINS`'),
});
export type SiteAnswer = z.infer<typeof SiteAnswer>;

export const PutSiteAnswer = z.object({ site: SiteAnswer, position: described.position });
export const SitesAnswer = z.object({ sites: z.array(SiteAnswer).describe('In the order of their ids') });
