import type { Limited } from '#contracts/routes/route';

/** The most requests of a kind within a minute: by one author, from one address, on one site. Absent: unlimited. */
export interface LimitRule {
  readonly perAuthor?: number;
  readonly perAddress: number;
  readonly perSite?: number;
  /** Each process counts on its own. For frequent requests, sharing the counts would cost more than it saves. */
  readonly perProcess?: true;
}

/** For comparison: Coral allows a comment every 3 s and a report every 1.5 s. These limits are slightly higher. */
export const limitRules = {
  post: { perAuthor: 30, perAddress: 300, perSite: 6000 },
  edit: { perAuthor: 30, perAddress: 300, perSite: 6000 },
  report: { perAuthor: 40, perAddress: 120, perSite: 6000 },
  // Weighted by the cost of rendering (`previewCost`): the most expensive text counts 8 times.
  preview: { perAuthor: 120, perAddress: 1200, perSite: 60_000 },
  like: { perAuthor: 120, perAddress: 1200, perSite: 60_000 },
  // An export or an erasure reads all events of a person.
  personalData: { perAuthor: 6, perAddress: 30 },
  // Newly opened streams, because each one begins with a query for missed events. StreamSeats limits the open ones.
  live: { perAddress: 600, perProcess: true },
  // Reads that no cache answers. A publisher's server that fetches pages for its readers counts as one address, unless
  // it forwards the readers' addresses (TRUST_PROXY).
  read: { perAddress: 12_000, perProcess: true },
  // Refused tokens and cookies on any route, because each costs a signature check or a query.
  credentials: { perAddress: 3000, perProcess: true },
  // More than a newsroom's sign-ins at the start of a shift. Only by address, because with a common limit one script
  // could lock out all moderators.
  signIn: { perAddress: 30 },
  // A sign-in by the identity provider takes two requests.
  oidc: { perAddress: 60 },
} as const satisfies Record<Limited, LimitRule>;

export const windowSeconds = 60;

/**
 * An IPv6 /48 may have this many times the limit of one address (a /64). A /48 may belong to one customer or be shared
 * by many.
 */
export const rangeFactor = 10;
