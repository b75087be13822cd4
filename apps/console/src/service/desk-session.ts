import type { QueueName, Role } from '#contracts/vocabulary';

/** GET /desk/session */
export interface DeskSession {
  readonly moderator: { readonly name: string };
  readonly roles: readonly Role[];
  readonly sites: readonly string[];
  readonly queues: readonly QueueName[];
  readonly csrfToken: string;
  readonly expiresAt: string;
  readonly signOutUrl: string;
}
