/** What a room holds in its tables, by the table's name: said once, beside what reads and writes them. */
export type HeldTables = Readonly<Record<string, HeldTable>>;

/** Names every column that could say something about a person: all but ids, numbers, times and truth values. */
export interface HeldTable {
  readonly personal?: PersonalColumns;
  /** Something about a person that no erasure waits for, since it goes by itself, or nobody can tell whose it is. */
  readonly passing?: { readonly columns: readonly string[]; readonly until: string };
  /** Nothing about anybody: states, reasons, settings, and what was agreed on with brokers. */
  readonly plain?: readonly string[];
}

/** What an erasure removes, and then looks for. */
export interface PersonalColumns {
  readonly columns: readonly string[];
  /** Whose it is: of each of these. */
  readonly of: readonly Owner[];
  /** As what it stands there; in plain unless said. */
  readonly as?: 'hash' | 'keyed hash' | 'sealed';
  /** When it goes by itself, if it does. */
  readonly atMost?: string;
  /** What stands in a column, as SQL writes it, that says nothing; null never does. */
  readonly empty?: Readonly<Record<string, string>>;
}

/** Names the column by which a person's rows are found. */
export type Owner =
  | { readonly kind: 'person'; readonly id: string; readonly site?: string }
  /** The id is of a comment. */
  | { readonly kind: 'comment-author'; readonly id: string }
  /** The same, of what others wrote; what the person wrote is opened to see whether it can be. */
  | { readonly kind: 'comment-author'; readonly id: string; readonly writer: string };
