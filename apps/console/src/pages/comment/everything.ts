import type { ItemAnswer } from '#contracts/moderation-answers';
import type { History } from '../../service/site-api.ts';

/** Data of the comment's page. */
export interface Everything {
  readonly item: ItemAnswer;
  readonly history: History;
}
