import type { Policy } from '#contracts/policy';
import type { Finding, ModerationMode } from '#contracts/vocabulary';
import type { TracedText } from './traced-text.ts';

/** What is screened: the text as readers will see it, without a word of who wrote it. */
export interface Draft {
  readonly shown: TracedText;
  /** The text as it is displayed, where signs for its direction put it into another order than it was typed in. */
  readonly displayed?: TracedText | undefined;
  /** Of what is shown, in characters (code points). */
  readonly length: number;
  /** Where its links lead to, as they are rendered (`https:`, `http:` and `mailto:`): all of them, in order. */
  readonly links: readonly string[];
  /** BCP 47 tag of the page, where it is known. Turkish has a letter case of its own. */
  readonly language?: string | null;
}

/** How a guest's form came back; the edge finds out. */
export interface FormFacts {
  /** A field that no reader sees was filled in. */
  readonly trapped: boolean;
  /** It has a time at which it was shown, and not one of ours. */
  readonly forged: boolean;
  /** Between showing and sending; null where that is not known. */
  readonly seconds: number | null;
}

/** Comments of the last hour that say nearly the same as this one. */
export interface Wave {
  /** The first of them: a comment's id. */
  readonly id: string;
  /** By how many, whoever wrote this one among them. */
  readonly authors: number;
}

/** A domain that this one links to, and the site did not know before today. */
export interface NewDomain {
  readonly domain: string;
  /** The day in UTC, as 2026-03-01. */
  readonly since: string;
  /** In how many comments it stands, this one among them, and by how many authors. */
  readonly comments: number;
  readonly authors: number;
}

/** Whose name an author's name looks like. */
export interface Lookalike {
  /** `reserved`: one of the policy's reserved names. */
  readonly of: 'staff' | 'author' | 'reserved';
  readonly authorId: string | null;
  /** Readers know the name. That of a moderator who only decides is not to be found out by trying names. */
  readonly isPublic: boolean;
}

/** What the lists of words say about an author's name. */
export interface ListedName {
  readonly list: 'banned' | 'suspect';
  /** How many of its words stand in the name. */
  readonly count: number;
}

/**
 * What was known at that moment; what a verdict used of it stands in the finding's evidence, so that the verdict can be
 * replayed.
 */
export interface Facts {
  readonly articleMode: ModerationMode | null;
  readonly premoderated: boolean;
  readonly trusted: boolean;
  /** The author sent the same text some minutes ago. */
  readonly repeated: boolean;
  /** Null where nobody else sent the like, or nobody asked. */
  readonly wave: Wave | null;
  readonly newDomains: readonly NewDomain[];
  readonly lookalike: Lookalike | null;
  readonly listedName: ListedName | null;
  /** May the author choose another name? A member's is the site's to give. */
  readonly namesThemselves: boolean;
  /**
   * A guest who may not write now, or had to wait, wrote from the network of this author, who is a guest without a
   * published comment.
   */
  readonly bannedNetwork: 'banned' | 'suspended' | null;
  /** Null for who is known already, and for what came without a form. */
  readonly form: FormFacts | null;
  /** The author's comments that stand published or approved. */
  readonly published: number;
  /** The author's comments of the last seven days, by where they stand. */
  readonly recent: { readonly published: number; readonly rejected: number };
}

/** What is known of an author who never wrote, under an article that the site's policy decides about. */
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

/** A finding, or one that stops the text before it is stored. */
export interface Found extends Omit<Finding, 'action'> {
  readonly action: Finding['action'] | 'reject';
}

/** One rule: a finding, or nothing. Never throws, and takes time in proportion to the text. */
export type Phase = (draft: Draft, facts: Facts, policy: Policy) => Found | undefined;
