import { restrictionInForce } from '#domain/author';
import type { Draft, Facts, Found } from '#domain/screening/phase';
import { screen } from '#domain/screening/screen';
import type { Settings } from '../commands/settings-cache.ts';

/** What is known of an author's past; gathered only as far as the policy asks. */
export type Past = Omit<Facts, 'articleMode' | 'premoderated' | 'trusted'>;

/** Nobody sent anything like it, or nobody asked. */
export const nothingAlike = { wave: null, newDomains: [] };

/** Of an author who changes what they wrote: where from, and under which name, was looked at when they posted. */
export const postedBefore = {
  repeated: false,
  form: null,
  lookalike: null,
  listedName: null,
  namesThemselves: false,
  bannedNetwork: null,
};

/** What the rules find in a text, given what is known of its author and article. */
export const findingsIn = (
  draft: Draft,
  settings: Settings,
  author: { badge: 'staff' | null },
  past: Past,
  now: Date,
): Found[] =>
  screen(
    draft,
    {
      ...past,
      articleMode: settings.article.mode,
      premoderated: Boolean(settings.author && restrictionInForce(settings.author, 'premoderated', now)),
      trusted:
        author.badge === 'staff' || Boolean(settings.author && restrictionInForce(settings.author, 'trusted', now)),
    },
    settings.policy.policy,
  );
