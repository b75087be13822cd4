import type { ItemAnswer, LiveClaim, LiveItem, DecisionResult } from '#contracts/moderation-answers';
import { signal } from '@preact/signals';
import type { Fate } from '../../card/fate.ts';
import type { QueueName } from '#contracts/vocabulary';
import { type Decided, sendDecision, sendUndo } from '../../deciding/decider.ts';
import type { Verdict } from '../../deciding/verdict.ts';
import type { Problem } from '#client/problem';
import type { SiteApi } from '../../service/site-api.ts';
import { type Hand, age, deal, emptyHand, giveBack, meet, move, play, renew, takeBack } from './hand.ts';

/** Cards that are claimed ahead of the one on top: enough that nobody waits, few enough that colleagues find work. */
const ahead = 4;
const mostClaims = 20;
/** A third of the lease: two heartbeats may get lost. */
const heartbeatShare = 1 / 3;

export type ReviewPhase =
  { readonly kind: 'loading' | 'ready' } | { readonly kind: 'failed'; readonly problem: Problem };

/** A queue worked card by card: holds claims, renews them, and gives them back when it ends. */
export class Reviewing {
  readonly hand = signal<Hand>(emptyHand);
  readonly phase = signal<ReviewPhase>({ kind: 'loading' });
  /** Comments that this tab decides at this moment: what is told about them is no news. */
  private readonly deciding = new Set<string>();
  private heartbeat: ReturnType<typeof setInterval> | undefined;
  private filling: Promise<void> | undefined;
  /** The id that this moderator's own claims carry. */
  private me: string | undefined;
  private ended = false;
  /** Nobody looks: the cards stay where they are, and are free for colleagues. */
  private away = false;

  constructor(
    private readonly api: SiteApi,
    readonly queue: QueueName,
  ) {}

  /** Claims the first cards, unless that is going on already. */
  async fill(): Promise<void> {
    if (this.away) return;
    this.filling ??= this.claim().finally(() => (this.filling = undefined));
    await this.filling;
  }

  move(by: 1 | -1): void {
    this.hand.value = move(this.hand.peek(), by);
    const { cards, top } = this.hand.peek();
    if (by === 1 && cards.findIndex(({ item }) => item.comment.id === top) >= cards.length - ahead) void this.fill();
  }

  /** A card that somebody else was faster with was read. */
  putAway(commentId: string): void {
    this.hand.value = play(this.hand.peek(), [commentId]);
    void this.fill();
  }

  /** The next card is shown at once; what became of the decision comes later. */
  async decide(items: readonly ItemAnswer[], others: readonly string[], verdict: Verdict): Promise<Decided> {
    const ids = [...items.map(({ comment }) => comment.id), ...others];
    for (const id of ids) this.deciding.add(id);
    this.hand.value = play(this.hand.peek(), ids);
    const targets = [
      ...items.map(({ comment, version }) => ({ commentId: comment.id, version })),
      ...others.map((commentId) => ({ commentId })),
    ];
    const decided = await sendDecision(this.api, targets, verdict);
    for (const id of ids) this.deciding.delete(id);
    this.learn(items, decided);
    void this.fill();
    return decided;
  }

  /** Resolves with how many wait again. */
  async undo(items: readonly ItemAnswer[], batchIds: readonly string[]): Promise<Awaited<ReturnType<typeof sendUndo>>> {
    const taken = await sendUndo(this.api, batchIds);
    for (const { commentId, version } of taken.undone) {
      const item = items.find(({ comment }) => comment.id === commentId);
      if (item && !this.ended)
        this.hand.value = takeBack(this.hand.peek(), { ...item, version: version ?? item.version });
    }
    void this.fill();
    return taken;
  }

  /** The card as it is now, in place of what was dealt. */
  async lookAgain(commentId: string): Promise<void> {
    const answer = await this.api.item(commentId);
    if (answer.ok) this.hand.value = renew(this.hand.peek(), answer.value);
  }

  /**
   * Something happened in a queue. It may be told late: of a card that was decided and taken back here since, it is no
   * news.
   */
  hear({ kind, commentId, version, decision }: LiveItem): void {
    const held = this.hand.peek().cards.find(({ item }) => item.comment.id === commentId);
    if (this.deciding.has(commentId) || (held && version <= held.item.version)) return;
    if (kind === 'came') return void (this.hand.peek().cards.length <= ahead && this.fill());
    if (kind === 'changed') this.hand.value = age(this.hand.peek(), commentId);
    else if (decision) this.meet(commentId, { kind: 'decided', ...decision, version: null });
  }

  hearClaim({ commentId, claimedBy }: LiveClaim): void {
    if (claimedBy === null || claimedBy.id === this.me || this.deciding.has(commentId)) return;
    this.meet(commentId, { kind: 'lost', to: claimedBy });
  }

  /** Another page, another queue, or the end of the tab: the cards are free for others at once. */
  leave(): void {
    this.ended = true;
    clearInterval(this.heartbeat);
    this.giveBackAll();
  }

  /** Whoever works here went away: colleagues may have the cards. They stay in the hand, as they lie. */
  pause(): void {
    this.away = true;
    this.giveBackAll();
  }

  /** They are back: what nobody else took is theirs again. Resolves with how many cards were taken by others. */
  async resume(): Promise<number> {
    this.away = false;
    const lost = await this.renew();
    void this.fill();
    return lost;
  }

  /**
   * Extends the claims. What was lost to somebody else meanwhile is said on its card. Resolves with how many those are.
   */
  async renew(): Promise<number> {
    const held = this.hand.peek().cards.flatMap(({ item, fate }) => (fate === null ? [item.comment.id] : []));
    if (held.length === 0 || this.ended || this.away) return 0;
    const answer = await this.api.renew(held);
    if (!answer.ok) return 0;
    const lost = answer.value.lost.filter(({ commentId }) => !this.deciding.has(commentId));
    for (const { commentId, claimedBy } of lost) this.meet(commentId, { kind: 'lost', to: claimedBy });
    return lost.length;
  }

  private giveBackAll(): void {
    for (const { item } of this.hand.peek().cards) void this.api.release(item.comment.id);
  }

  private async claim(): Promise<void> {
    const limit = Math.min(mostClaims, this.hand.peek().cards.length + this.deciding.size + ahead + 1);
    const answer = await this.api.claim(this.queue, limit);
    if (this.ended || this.away) {
      if (answer.ok) for (const { comment } of answer.value.items) void this.api.release(comment.id);
      return;
    }
    if (!answer.ok) {
      if (this.phase.peek().kind === 'loading') this.phase.value = { kind: 'failed', problem: answer.problem };
      return;
    }
    this.keepAlive(answer.value.leaseSeconds);
    this.me ??= answer.value.items[0]?.claimedBy?.id;
    const items = answer.value.items.filter(({ comment }) => !this.deciding.has(comment.id));
    this.hand.value = deal(this.hand.peek(), items);
    this.phase.value = { kind: 'ready' };
  }

  private keepAlive(leaseSeconds: number): void {
    this.heartbeat ??= setInterval(
      () => {
        // Nobody looks: whoever does may have them.
        if (document.visibilityState === 'visible') void this.renew();
      },
      leaseSeconds * heartbeatShare * 1000,
    );
  }

  private meet(commentId: string, fate: Fate): void {
    this.hand.value = meet(this.hand.peek(), commentId, fate);
    void this.fill();
  }

  private learn(items: readonly ItemAnswer[], { results, notDecided }: Decided): void {
    if (this.ended) return;
    for (const result of results) {
      const item = items.find(({ comment }) => comment.id === result.commentId);
      const fate = fateOf(result);
      if (item && fate) this.hand.value = giveBack(this.hand.peek(), item, fate);
    }
    for (const item of items) {
      if (notDecided.includes(item.comment.id)) this.hand.value = takeBack(this.hand.peek(), item);
    }
  }
}

function fateOf({ outcome, conflict, version }: DecisionResult): Fate | null {
  return outcome === 'conflict' && conflict ? { kind: 'decided', ...conflict, version } : null;
}
