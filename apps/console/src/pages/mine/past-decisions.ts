import type { PastDecision } from '#contracts/moderation-answers';
import { signal } from '@preact/signals';
import type { Problem } from '#client/problem';
import type { SiteApi } from '../../service/site-api.ts';

interface State {
  readonly decisions: readonly PastDecision[];
  readonly nextCursor: string | null;
  readonly loaded: boolean;
  readonly problem: Problem | null;
  /** The row that the keys act on. */
  readonly at: number;
}

/** A moderator's own decisions, page by page. */
export class DecisionPages {
  readonly state = signal<State>({ decisions: [], nextCursor: null, loaded: false, problem: null, at: 0 });

  constructor(private readonly api: SiteApi) {}

  async more(): Promise<void> {
    const { nextCursor, decisions } = this.state.peek();
    const answer = await this.api.decisions(nextCursor ?? undefined);
    if (!answer.ok) return this.set({ problem: answer.problem });
    const all = [...decisions, ...answer.value.decisions];
    this.set({ decisions: all, nextCursor: answer.value.nextCursor, loaded: true, problem: null });
  }

  move(by: number): void {
    const { at, decisions } = this.state.peek();
    this.set({ at: Math.min(Math.max(at + by, 0), decisions.length - 1) });
  }

  /** Takes one decision back, not what else was decided in its batch. Resolves with whether it was. */
  async undo({ commentId, at }: PastDecision): Promise<boolean> {
    const delivery = await this.api.undo({ commentId });
    const result = delivery.ok ? delivery.value.results[0] : undefined;
    if (result?.outcome !== 'applied') return false;
    const decisions = this.state.peek().decisions.map((one) => {
      if (one.commentId !== commentId) return one;
      const status = result.status ?? one.status;
      const onRecord = status === 'withdrawn' ? one.onRecord : status;
      return { ...one, status, onRecord, undone: one.undone || one.at === at };
    });
    this.set({ decisions });
    return true;
  }

  private set(change: Partial<State>): void {
    this.state.value = { ...this.state.peek(), ...change };
  }
}

/** True for the newest decision in force on its comment: the one that an undo of the comment undoes. */
export const canUndo = (decision: PastDecision, decisions: readonly PastDecision[]): boolean =>
  !decision.undone && decisions.find((one) => one.commentId === decision.commentId && !one.undone) === decision;
