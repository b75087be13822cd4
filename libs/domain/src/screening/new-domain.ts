import type { Phase } from './phase.ts';

/** Fewer links may be one lively discussion of a page. */
const fewestComments = 5;
/** One author linking to their own page is no campaign. Three is also the default for holding a wave. */
const fewestAuthors = 3;

/**
 * Finds a domain that was not linked before today, and now is in many comments: often a campaign, sometimes the news of
 * the day. So the finding is a note for moderators and holds nothing.
 */
export const newDomain: Phase = (_draft, { newDomains }) => {
  const many = newDomains.filter(({ comments, authors }) => comments >= fewestComments && authors >= fewestAuthors);
  const [most] = many.toSorted((one, other) => other.comments - one.comments);
  if (!most) return undefined;
  const { domain, comments, since } = most;
  return { rule: 'new-domain', ruleVersion: 1, action: 'note', evidence: { domain, comments, since } };
};
