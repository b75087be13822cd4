import type { ItemAnswer } from '#contracts/moderation-answers';
import type { History } from '../../service/site-api';

/** What the page of a comment shows. */
export interface Everything {
  readonly item: ItemAnswer;
  readonly history: History;
}
