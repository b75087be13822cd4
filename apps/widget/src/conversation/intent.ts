import type { Sort } from '#contracts/embed';
import type { FlagReason } from '#contracts/vocabulary';
import type { Panel } from './state';

export interface Fields {
  readonly body: string;
  readonly name: string;
  readonly email: string;
  /** What stands in the field that no reader sees. */
  readonly website?: string;
}

/** What a reader wants. */
export type Intent =
  | { type: 'load' }
  | { type: 'sort'; sort: Sort }
  | { type: 'more'; cursor: string; rootId?: string }
  | { type: 'reveal' }
  | { type: 'open'; panel: Panel }
  | { type: 'close' }
  | { type: 'typed'; form: string; fields: Fields }
  | { type: 'preview'; form: string }
  | { type: 'write'; form: string }
  | { type: 'post'; form: string; fields: Fields }
  | { type: 'save'; id: string; body: string }
  | { type: 'flag'; id: string; reason: FlagReason; note: string }
  | { type: 'withdraw'; id: string }
  | { type: 'like'; id: string; liked: boolean }
  | { type: 'share'; id: string }
  | { type: 'fold'; id: string }
  | { type: 'visit'; id: string }
  | { type: 'sign-in' };

export type Act = (intent: Intent) => void;
