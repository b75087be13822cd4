import { restrictionInForce } from '#domain/author';
import type { Draft, Facts, Found } from '#domain/screening/phase';
import { screen } from '#domain/screening/screen';
import type { Settings } from '../commands/settings-cache.ts';

/** The author's history, gathered only as far as the policy's rules need it. */
export type Past = Omit<Facts, 'articleMode' | 'premoderated' | 'trusted'>;

/** No similar text and no new domain was found, or the policy does not look for them. */
export const nothingAlike = { wave: null, newDomains: [] };

/** For an edit: the author's name, network and form were checked when the comment was posted. */
export const postedBefore = {
  repeated: false,
  form: null,
  lookalike: null,
  listedName: null,
  namesThemselves: false,
  bannedNetwork: null,
};

/** Runs the screening rules on a text with the facts about its author and article. */
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
