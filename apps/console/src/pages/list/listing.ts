import type { ItemAnswer, LiveItem } from '#contracts/moderation-answers';
import { signal } from '@preact/signals';
import type { QueueName } from '#contracts/vocabulary';
import { type Decided, sendDecision, sendUndo } from '../../deciding/decider.ts';
import type { Verdict } from '../../deciding/verdict.ts';
import type { Problem } from '#client/problem';
import type { ListFilters, SiteApi } from '../../service/site-api.ts';
import {
  type Rows,
  appendRows,
  arrive,
  decideRows,
  depart,
  meetRow,
  noRows,
  renewRow,
  reopen,
  select,
} from './rows.ts';

const pageSize = 100;

export type ListPhase = { readonly kind: 'loading' | 'ready' } | { readonly kind: 'failed'; readonly problem: Problem };

/** A queue worked as a list: whole pages, any number decided at once. */
export class Listing {
  readonly rows = signal<Rows>(noRows);
  readonly phase = signal<ListPhase>({ kind: 'loading' });
  private readonly deciding = new Set<string>();
  private loading: Promise<void> | undefined;

  constructor(
    private readonly api: SiteApi,
    readonly queue: QueueName,
    private readonly filters: ListFilters,
  ) {}

  change(by: (rows: Rows) => Rows): void {
    this.rows.value = by(this.rows.peek());
  }

  /** The next page, below what is there. */
  more(): Promise<void> {
    this.loading ??= this.load().finally(() => (this.loading = undefined));
    return this.loading;
  }

  /** Inserts new comments and removes decided ones. Called only when the moderator asks for it. */
  async refresh(): Promise<void> {
    await this.loading;
    const answer = await this.api.items(this.queue, { ...this.filters, limit: pageSize });
    if (!answer.ok) return void (this.phase.value = { kind: 'failed', problem: answer.problem });
    const { items, nextCursor } = answer.value;
    const { cursor } = this.rows.peek();
    const isThere = items.some(({ comment }) => comment.id === cursor);
    this.rows.value = appendRows({ ...noRows, cursor: isThere ? cursor : null }, items, nextCursor);
  }

  async decide(items: readonly ItemAnswer[], verdict: Verdict): Promise<Decided> {
    const ids = items.map(({ comment }) => comment.id);
    for (const id of ids) this.deciding.add(id);
    this.change((rows) => decideRows(rows, ids, verdict.decision));
    const targets = items.map(({ comment, version }) => ({ commentId: comment.id, version }));
    const decided = await sendDecision(this.api, targets, verdict);
    for (const id of ids) this.deciding.delete(id);
    this.learn(decided, ids.length);
    return decided;
  }

  async undo(batchIds: readonly string[]): Promise<Awaited<ReturnType<typeof sendUndo>>> {
    const taken = await sendUndo(this.api, batchIds);
    const versions = new Map(taken.undone.map(({ commentId, version }) => [commentId, version ?? 0]));
    this.change((rows) => reopen(rows, [...versions.keys()], versions));
    return taken;
  }

  async lookAgain(commentId: string): Promise<ItemAnswer | null> {
    const answer = await this.api.item(commentId);
    if (!answer.ok) return null;
    this.change((rows) => renewRow(rows, answer.value));
    return answer.value;
  }

  /**
   * Applies a live event. It may arrive late: for a row that was decided and undone here since, it is no
   * news.
   */
  hear({ kind, queue, commentId, version, decision }: LiveItem): void {
    const row = this.rows.peek().rows.find(({ item }) => item.comment.id === commentId);
    if (this.deciding.has(commentId) || (row && version <= row.item.version)) return;
    if (kind === 'came' && queue === this.queue) this.change((rows) => arrive(rows, commentId));
    if (kind !== 'went') return;
    this.change((rows) => depart(rows, commentId));
    if (decision && row?.ending === null)
      this.change((rows) => meetRow(rows, commentId, { kind: 'decided', ...decision, version: null }));
  }

  private async load(): Promise<void> {
    const { nextPage, rows } = this.rows.peek();
    if (rows.length > 0 && nextPage === null) return;
    const answer = await this.api.items(this.queue, {
      ...this.filters,
      limit: pageSize,
      cursor: nextPage ?? undefined,
    });
    if (!answer.ok) {
      this.phase.value = { kind: 'failed', problem: answer.problem };
      return;
    }
    this.change((state) => appendRows(state, answer.value.items, answer.value.nextCursor));
    this.phase.value = { kind: 'ready' };
  }

  /** Undecided rows are restored, and selected if there were many; rows that a colleague decided show that. */
  private learn({ results, notDecided }: Decided, count: number): void {
    this.change((rows) => reopen(rows, notDecided));
    if (count > 1) this.change((rows) => notDecided.reduce((all, id) => select(all, id), rows));
    for (const { commentId, outcome, conflict, version } of results) {
      if (outcome === 'conflict' && conflict)
        this.change((rows) => meetRow(rows, commentId, { kind: 'decided', ...conflict, version }));
      if (outcome === 'forbidden' || outcome === 'not-found')
        this.change((rows) => meetRow(rows, commentId, { kind: 'lost', to: null }));
    }
  }
}
