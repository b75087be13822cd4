import type { Policy } from '#contracts/policy';
import type { Finding, ModerationMode } from '#contracts/vocabulary';

/** What is screened: the text as it was measured, without a word of who wrote it. */
export interface Draft {
  readonly body: string;
  readonly length: number;
  readonly links: number;
}

/** What was known at that moment; recorded facts, so that a verdict can be replayed. */
export interface Facts {
  readonly articleMode: ModerationMode | null;
  readonly premoderated: boolean;
  readonly trusted: boolean;
}

/** One rule: a finding, or nothing. */
export type Phase = (draft: Draft, facts: Facts, policy: Policy) => Finding | undefined;
