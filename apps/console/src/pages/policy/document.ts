import type { RejectionReason } from '#contracts/vocabulary';

/** A policy while it is changed: every rule by its name, as the service gave it. */
export type PolicyDraft = Readonly<Record<string, unknown>>;

export interface MessageDraft {
  readonly reason: RejectionReason;
  readonly title: string;
  readonly text: string;
}

/** A policy as the service answers it. */
export interface PolicyRead {
  readonly policyVersion: number;
  readonly policy: PolicyDraft;
}
