import type { Sort } from '#contracts/embed';
import type { ReportReason } from '#contracts/vocabulary';
import type { Panel } from './thread-state.ts';

export interface FormFields {
  readonly body: string;
  readonly name: string;
  readonly email: string;
  /** What stands in the field that no reader sees. */
  readonly website?: string;
  /** Says when the form was begun; undefined where that is not known. */
  readonly token?: string | undefined;
}

/** What a reader can do, and what each deed is given. A form is named as in the state. */
export interface Deeds {
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

export type Act = <Deed extends keyof Deeds>(deed: Deed, ...given: Deeds[Deed]) => void;
