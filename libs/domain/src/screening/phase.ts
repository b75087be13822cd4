import type { Policy } from '#contracts/policy';
import type { Finding, ModerationMode } from '#contracts/vocabulary';
import type { TracedText } from './traced-text.ts';

/** The screened text as readers will see it. It has no data about the author. */
export interface Draft {
  readonly shown: TracedText;
  /** The text as displayed, if direction controls put it into another order than it was typed in. */
  readonly displayed?: TracedText | undefined;
  /** Length of the displayed text, in characters (code points). */
  readonly length: number;
  /** The targets of all links, in order, as they are rendered (`https:`, `http:` and `mailto:`). */
  readonly links: readonly string[];
  /** BCP 47 tag of the page, if known. Turkish has its own letter case. */
  readonly language?: string | null;
}

/** Facts about a guest's form, as the API found them. */
export interface FormFacts {
  /** A field that readers do not see has a value. */
  readonly trapped: boolean;
  /** Its time stamp was not issued by this service. */
  readonly forged: boolean;
  /** Seconds between showing and sending; null if unknown. */
  readonly seconds: number | null;
}

/** Comments of the last hour with nearly the same text. */
export interface Wave {
  /** Id of the first of these comments. */
  readonly id: string;
  /** Number of authors, this comment's included. */
  readonly authors: number;
}

/** A domain that the comment links to and that was not linked on the site before today. */
export interface NewDomain {
  readonly domain: string;
  /** The day in UTC, as 2026-03-01. */
  readonly since: string;
  /** Number of comments that link to it, this one included, and of their authors. */
  readonly comments: number;
  readonly authors: number;
}

/** The person whose name an author's name looks like. */
export interface Lookalike {
  /** `reserved`: one of the policy's reserved names. */
  readonly of: 'staff' | 'author' | 'reserved';
  readonly authorId: string | null;
  /** Readers know the name. The names of moderators who only decide must not be revealed by trying. */
  readonly isPublic: boolean;
}

/** Listed words in an author's name. */
export interface ListedName {
  readonly list: 'banned' | 'suspect';
  /** Number of words of that list in the name. */
  readonly count: number;
}

/**
 * The facts at the time of screening. The evidence of a finding contains those it used, so that the verdict can be
 * replayed.
 */
export interface Facts {
  readonly articleMode: ModerationMode | null;
  readonly premoderated: boolean;
  readonly trusted: boolean;
  /** The author sent the same text some minutes ago. */
  readonly repeated: boolean;
  /** Null if no other author sent a similar text, or if it was not checked. */
  readonly wave: Wave | null;
  readonly newDomains: readonly NewDomain[];
  readonly lookalike: Lookalike | null;
  readonly listedName: ListedName | null;
  /** True if the author can choose another name. A member's name comes from the site. */
  readonly namesThemselves: boolean;
  /**
   * A banned or suspended guest wrote from this author's network. Null unless the author is a guest without a published
   * comment.
   */
  readonly bannedNetwork: 'banned' | 'suspended' | null;
  /** Null for authors who are known, and for comments that were sent without a form. */
  readonly form: FormFacts | null;
  /** Number of the author's published or approved comments. */
  readonly published: number;
  /** The author's comments of the last seven days, by status. */
  readonly recent: { readonly published: number; readonly rejected: number };
}

/** The facts about a new author, under an article that follows the site's mode. */
export const nothingKnown: Facts = {
  articleMode: null,
  premoderated: false,
  trusted: false,
  repeated: false,
  wave: null,
  newDomains: [],
  lookalike: null,
  listedName: null,
  namesThemselves: false,
  bannedNetwork: null,
  form: null,
  published: 0,
  recent: { published: 0, rejected: 0 },
};

/** A finding, or one that refuses the text before it is stored. */
export interface Found extends Omit<Finding, 'action'> {
  readonly action: Finding['action'] | 'reject';
}

/** One rule: returns a finding or nothing. Never throws, and takes time linear in the length of the text. */
export type Phase = (draft: Draft, facts: Facts, policy: Policy) => Found | undefined;
