import type { History, Item } from '../../service/answers';

/** What the page of a comment shows. */
export interface Everything {
  readonly item: Item;
  readonly history: History;
}
