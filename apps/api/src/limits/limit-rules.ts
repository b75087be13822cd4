import type { Limited } from '#contracts/routes/route';

/**
 * How many of one thing within a minute: by one person, from one address (an office is one), on one site. What is left
 * out has no limit.
 */
export interface LimitRule {
  readonly perAuthor?: number;
  readonly perAddress: number;
  readonly perSite?: number;
  /**
   * Each process counts for itself: for what is asked so often that telling the others would cost more than it saves.
   */
  readonly perProcess?: true;
}

/**
 * Coral allows a comment every 3 s and a report every 1.5 s; these are a little kinder to people and far from kind to
 * scripts.
 */
export const limitRules = {
  post: { perAuthor: 30, perAddress: 300, perSite: 6000 },
  edit: { perAuthor: 30, perAddress: 300, perSite: 6000 },
  report: { perAuthor: 40, perAddress: 120, perSite: 6000 },
  // By what it costs to render, see `previewCost`: the longest and dearest text counts 8 times.
  preview: { perAuthor: 120, perAddress: 1200, perSite: 60_000 },
  like: { perAuthor: 120, perAddress: 1200, perSite: 60_000 },
  // An export or an erasure reads everything that one person ever did.
  personalData: { perAuthor: 6, perAddress: 30 },
  // Streams opened, beside how many may be open at once: each begins with a look at what was missed.
  live: { perAddress: 600, perProcess: true },
  // What is read past the caches. A publisher's server that fetches pages for its readers is one address, too, unless
  // it says whom it asks for (TRUST_PROXY).
  read: { perAddress: 12_000, perProcess: true },
  // Tokens and cookies that were refused: each costs a signature or a query, on whatever route.
  credentials: { perAddress: 3000, perProcess: true },
  // More than a newsroom starts its shift with. By address alone: a limit for all would let one script lock every
  // moderator out.
  signIn: { perAddress: 30 },
  // Signing in by the identity provider asks twice: before, and after.
  oidc: { perAddress: 60 },
} as const satisfies Record<Limited, LimitRule>;

export const windowSeconds = 60;

/**
 * A /48 of IPv6 has this many times what one address (there a /64) has: one customer may hold all of it, and many may
 * share it.
 */
export const rangeFactor = 10;
