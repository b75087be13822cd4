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

/** A rule's value where its schema asks for a list of texts. */
export const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** The same where it asks for messages. */
export const messagesIn = (value: unknown): readonly MessageDraft[] =>
  Array.isArray(value) ? value.filter(isMessage) : [];

const isMessage = (one: unknown): one is MessageDraft =>
  typeof one === 'object' && one !== null && 'title' in one && 'text' in one;
