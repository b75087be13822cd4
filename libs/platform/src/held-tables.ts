/** The personal data in the tables of a module, by table name. Declared next to the code that reads and writes them. */
export type HeldTables = Readonly<Record<string, HeldTable>>;

/** Lists every column that could hold personal data: all except ids, numbers, times and booleans. */
export interface HeldTable {
  readonly personal?: PersonalColumns;
  /** Personal data that no erasure waits for, because it expires or cannot be attributed to a person. */
  readonly passing?: { readonly columns: readonly string[]; readonly until: string };
  /** Columns without personal data: states, reasons, settings, and agreements with brokers. */
  readonly plain?: readonly string[];
}

/** Columns that an erasure empties and then checks. */
export interface PersonalColumns {
  readonly columns: readonly string[];
  /** The people whose data it is. */
  readonly of: readonly Owner[];
  /** How the data is stored. Plain text by default. */
  readonly as?: 'hash' | 'keyed hash' | 'sealed';
  /** Time after which it expires, if it does. */
  readonly atMost?: string;
  /** Values of a column, as SQL literals, that hold no data. Null never does. */
  readonly empty?: Readonly<Record<string, string>>;
}

/** The column by which a person's rows are found. */
export type Owner =
  | { readonly kind: 'person'; readonly id: string; readonly site?: string }
  /** The column has the id of a comment. */
  | { readonly kind: 'comment-author'; readonly id: string }
  /** The same for texts of others. The erasure tries to decrypt texts that the person wrote. */
  | { readonly kind: 'comment-author'; readonly id: string; readonly writer: string };
