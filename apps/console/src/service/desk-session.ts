import type { QueueName, Role } from '#contracts/vocabulary';

/** GET /desk/session */
export interface DeskSession {
  readonly moderator: { readonly name: string };
  readonly roles: readonly Role[];
  readonly sites: readonly string[];
  /** Also those that do not exist yet. */
  readonly everySite: boolean;
  readonly queues: readonly QueueName[];
  readonly csrfToken: string;
  readonly expiresAt: string;
  readonly signOutUrl: string;
}
