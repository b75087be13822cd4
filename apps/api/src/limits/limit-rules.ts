/** How many of one thing within a minute: by one person, from one address (an office is one), on one site. What is left out has no limit. */
export interface LimitRule {
  readonly perAuthor?: number;
  readonly perAddress: number;
  readonly perSite?: number;
}

/** Coral allows a comment every 3 s and a report every 1.5 s; these are a little kinder to people and far from kind to scripts. */
export const limitRules = {
  post: { perAuthor: 30, perAddress: 300, perSite: 6000 },
  edit: { perAuthor: 30, perAddress: 300, perSite: 6000 },
  flag: { perAuthor: 40, perAddress: 120, perSite: 6000 },
  // By what it costs to render, see `previewCost`: the longest and dearest text counts 8 times.
  preview: { perAuthor: 120, perAddress: 1200, perSite: 60_000 },
  like: { perAuthor: 120, perAddress: 1200, perSite: 60_000 },
  // More than a newsroom starts its shift with. By address alone: a limit for all would let one script lock every moderator out.
  signIn: { perAddress: 30 },
} as const satisfies Record<string, LimitRule>;

export type Limited = keyof typeof limitRules;
export const windowSeconds = 60;
