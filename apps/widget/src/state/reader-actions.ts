import type { Sort } from '#contracts/embed';
import type { ReportReason } from '#contracts/vocabulary';
import type { Panel } from './thread-state.ts';

export interface FormFields {
  readonly body: string;
  readonly name: string;
  readonly email: string;
  /** The text of the hidden field. */
  readonly website?: string;
  /** The signed time at which the form was begun; undefined if not known. */
  readonly token?: string | undefined;
}

/** The actions of a reader, with their parameters. Forms have the same keys as in the state. */
export interface ReaderActions {
  load: [];
  sort: [sort: Sort];
  more: [cursor: string, rootId?: string];
  reveal: [];
  visit: [id: string];
  open: [kind: Panel['kind'], id: string];
  close: [];
  begin: [form: string];
  typed: [form: string, fields: FormFields];
  preview: [form: string];
  write: [form: string];
  post: [form: string, fields: FormFields];
  save: [id: string, body: string];
  report: [id: string, reason: ReportReason, note: string];
  withdraw: [id: string];
  like: [id: string, liked: boolean];
  share: [id: string];
  fold: [id: string];
  signIn: [];
}

export type Act = <Action extends keyof ReaderActions>(action: Action, ...given: ReaderActions[Action]) => void;
