import type { ItemAnswer } from '#contracts/moderation-answers';
import type { History } from '../../service/site-api.ts';

/** What the page of a comment shows. */
export interface Everything {
  readonly item: ItemAnswer;
  readonly history: History;
}
