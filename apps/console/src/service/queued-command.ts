import type { Request } from '#client/request';

/**
 * Something that the moderator did, on its way to the service. Its key makes sure that it is done once, however often
 * it is sent.
 */
export interface QueuedCommand<Answered = unknown> extends Request<Answered> {
  readonly key: string;
  /** How many comments it decides. */
  readonly count: number;
}
