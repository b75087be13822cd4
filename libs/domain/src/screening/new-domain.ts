import type { Phase } from './phase.ts';

/** Five links to one page may be a lively talk about it. */
const fewestComments = 5;
/** One author alone who links to their own page is not many; three are what holds a wave by default. */
const fewestAuthors = 3;

/**
 * A domain that nobody linked to before today, and now many do: often a campaign, sometimes the news of the day. So it
 * is named to who looks at the comment, and holds nothing.
 */
export const newDomain: Phase = (_draft, { newDomains }) => {
  const many = newDomains.filter(({ comments, authors }) => comments >= fewestComments && authors >= fewestAuthors);
  const [most] = many.toSorted((one, other) => other.comments - one.comments);
  if (!most) return undefined;
  const { domain, comments, since } = most;
  return { rule: 'new-domain', ruleVersion: 1, action: 'note', evidence: { domain, comments, since } };
};
