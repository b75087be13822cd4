/** Lists of rows, keyed by the comment that they belong to. */
export class RowsByComment<Row extends { readonly comment_id: string }> {
  private readonly lists = new Map<string, Row[]>();

  constructor(rows: readonly Row[]) {
    for (const row of rows) this.add(row);
  }

  of(commentId: string): readonly Row[] {
    return this.lists.get(commentId) ?? [];
  }

  all(): Row[] {
    return [...this.lists.values()].flat();
  }

  add(row: Row): void {
    const list = this.lists.get(row.comment_id);
    if (list) list.push(row);
    else this.lists.set(row.comment_id, [row]);
  }
}
