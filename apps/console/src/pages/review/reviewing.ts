import type { ClaimsAnswer, ItemAnswer, LiveClaim, LiveItem, DecisionResult } from '#contracts/moderation-answers';
import { mostAhead } from '#contracts/most-ahead';
import { signal } from '@preact/signals';
import type { Fate } from '../../card/fate.ts';
import type { QueueName } from '#contracts/vocabulary';
import type { Returned } from '../../service/returned.ts';
import { type Decided, sendDecision, sendUndo } from '../../deciding/decider.ts';
import type { Verdict } from '../../deciding/verdict.ts';
import type { Problem } from '#client/problem';
import type { SiteApi } from '../../service/site-api.ts';
import {
  type Hand,
  age,
  deal,
  emptyHand,
  giveBack,
  keepUp,
  meet,
  move,
  play,
  renew,
  show,
  takeBack,
  topCard,
} from './hand.ts';
import { forgetHand, isAt, leaveHand, leftHand } from './left-hand.ts';
import { isStoodForBy, standsFor } from './standing.ts';

const mostClaims = 20;
/** An empty page asks again this long after a colleague released a claim: one request for many releases. */
const askAgainMs = 500;
/** Claims arrive in single messages: collect them for one request. */
const doubtsMs = 20;
/** A third of the lease: two heartbeats may get lost. */
const heartbeatShare = 1 / 3;

export type ReviewPhase =
  { readonly kind: 'loading' | 'ready' } | { readonly kind: 'failed'; readonly problem: Problem };

/** A queue worked card by card: holds claims, renews them, and gives them back when it ends. */
export class Reviewing {
  readonly hand = signal<Hand>(emptyHand);
  readonly phase = signal<ReviewPhase>({ kind: 'loading' });
  /** Comments whose decision from this tab is in flight: messages about them are ignored. */
  private readonly deciding = new Set<string>();
  /** Cards that were on top: the service does not deal them to a colleague. */
  private readonly opened = new Set<string>();
  /** Its claims are its own: what another page of this moderator does, or one that has ended, changes none. */
  private holder = crypto.randomUUID();
  private letGo: () => void = () => undefined;
  private heartbeat: ReturnType<typeof setInterval> | undefined;
  private asking: ReturnType<typeof setTimeout> | undefined;
  private readonly doubted = new Set<string>();
  private filling: Promise<void> | undefined;
  /** Cards on their way back to the service: what is claimed after it must come after it there. */
  private givingBack: Promise<unknown> = Promise.resolve();
  /** The id that this moderator's own claims carry. */
  private me: string | undefined;
  private ended = true;
  /** True while the moderator is inactive: the cards stay on the page, unclaimed. */
  private away = false;

  constructor(
    private readonly api: SiteApi,
    readonly queue: QueueName,
    private readonly returned: Pick<Returned, 'add' | 'take'>,
  ) {}

  /** Takes up what the page before this one in the tab held, claims the first cards, and brings back what was undone. */
  async start(): Promise<void> {
    this.ended = false;
    this.letGo = isAt(this.holder);
    await (this.filling ??= this.takeUp().finally(() => (this.filling = undefined)));
    await this.bringBack();
  }

  /** Claims more cards, unless that is going on already. */
  async fill(): Promise<void> {
    if (this.away || this.ended) return;
    this.filling ??= this.claim().finally(() => (this.filling = undefined));
    await this.filling;
  }

  move(by: 1 | -1): void {
    this.lay(move(this.hand.peek(), by));
    const { cards, top } = this.hand.peek();
    if (by === 1 && cards.findIndex(({ item }) => item.comment.id === top) >= cards.length - mostAhead)
      void this.fill();
  }

  /** Removes a card that a colleague has decided, once the moderator has read that. */
  putAway(commentId: string): void {
    this.lay(play(this.hand.peek(), [commentId]));
    void this.fill();
  }

  /** Shows the next card at once; the result of the decision follows. */
  async decide(items: readonly ItemAnswer[], others: readonly string[], verdict: Verdict): Promise<Decided> {
    const ids = [...items.map(({ comment }) => comment.id), ...others];
    for (const id of ids) this.deciding.add(id);
    this.lay(play(this.hand.peek(), ids));
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

  /** Resolves with the undone decisions. */
  async undo(items: readonly ItemAnswer[], batchIds: readonly string[]): Promise<Awaited<ReturnType<typeof sendUndo>>> {
    const taken = await sendUndo(this.api, batchIds);
    for (const { commentId, version } of taken.undone) {
      const item = items.find(({ comment }) => comment.id === commentId);
      if (item && !this.ended) this.lay(takeBack(this.hand.peek(), { ...item, version: version ?? item.version }));
    }
    void this.fill();
    return taken;
  }

  /** The card as it is now, in place of what was dealt. */
  async lookAgain(commentId: string): Promise<void> {
    const answer = await this.api.item(commentId);
    if (answer.ok) this.lay(renew(this.hand.peek(), answer.value));
  }

  /** Puts comments whose decisions were undone on any page on top, and claims them. */
  async bringBack(): Promise<void> {
    if (this.ended) return;
    const items = await this.standing(this.returned.take(this.api.site, this.queue));
    for (const item of items.toReversed()) {
      if (this.ended) this.returned.add(this.api.site, [item.comment.id], this.queue);
      else await this.bring(item);
    }
  }

  /**
   * Applies a live event of a queue. A late event about a card that was decided and undone here since is ignored, as is
   * the moderator's own note.
   */
  hear({ kind, commentId, version, decision, moderatorId }: LiveItem): void {
    const held = this.hand.peek().cards.find(({ item }) => item.comment.id === commentId);
    if (this.deciding.has(commentId) || (held && version <= held.item.version)) return;
    if (kind === 'came') return void (this.hand.peek().cards.length <= mostAhead && this.fill());
    if (kind !== 'changed') return decision && this.meet(commentId, { kind: 'decided', ...decision, version: null });
    const isOwn = moderatorId !== undefined && moderatorId === this.me && held && version === held.item.version + 1;
    this.lay(isOwn ? keepUp(this.hand.peek(), commentId, version) : age(this.hand.peek(), commentId));
  }

  hearClaim({ commentId, claimedBy, holder }: LiveClaim): void {
    if (claimedBy === null) return this.askSoon();
    if (holder === this.holder || this.deciding.has(commentId)) return;
    if (this.away) return this.meet(commentId, { kind: 'lost', to: claimedBy });
    if (!this.hand.peek().cards.some(({ item }) => item.comment.id === commentId)) return;
    // The message may be older than a later claim of this page: ask the service.
    this.doubted.add(commentId);
    this.asking ??= setTimeout(() => void this.askAgain(), doubtsMs);
  }

  /** Another page, another queue, or the end of the tab: the cards are free for others at once. */
  leave(): void {
    if (this.ended) return;
    this.ended = true;
    clearInterval(this.heartbeat);
    clearTimeout(this.asking);
    this.heartbeat = undefined;
    this.letGo();
    void this.api.releaseAll(this.holder, true);
  }

  /** The page is closed or loaded again; if it is, its cards are for the page that comes after it. */
  end(): void {
    const { cards, top } = this.hand.peek();
    const ids = cards.map(({ item }) => item.comment.id);
    leaveHand({ holder: this.holder, site: this.api.site, queue: this.queue, top, ids });
    this.leave();
  }

  /** The browser shows the page again as it was: it is another holder, since the one that ended gets nothing. */
  async comeBack(): Promise<void> {
    forgetHand();
    if (!this.ended) return;
    this.ended = false;
    this.holder = crypto.randomUUID();
    this.letGo = isAt(this.holder);
    await this.renew();
    await this.fill();
  }

  /** The moderator is inactive: the claims are released, the cards stay on the page. */
  pause(): void {
    this.away = true;
    this.givingBack = this.api.releaseAll(this.holder, false);
  }

  /** The moderator is active again: claims the cards again. Resolves with the number that colleagues have taken. */
  async resume(): Promise<number> {
    await this.givingBack;
    this.away = false;
    const lost = await this.renew();
    void this.fill();
    return lost;
  }

  /**
   * Extends the claims. A card lost to a colleague shows that. Resolves with the number of lost cards.
   */
  async renew(only?: readonly string[]): Promise<number> {
    const held = this.hand.peek().cards.flatMap(({ item: { comment }, fate }) => {
      return fate === null && (only?.includes(comment.id) ?? true) ? [comment.id] : [];
    });
    if (held.length === 0 || this.ended || this.away) return 0;
    const opened = held.filter((id) => this.opened.has(id));
    const answer = await this.api.renew(held, this.holder, { opened });
    if (!answer.ok) return 0;
    const lost = answer.value.lost.filter(({ commentId }) => !this.deciding.has(commentId));
    for (const { commentId, claimedBy } of lost) this.meet(commentId, { kind: 'lost', to: claimedBy });
    return lost.length;
  }

  /** Every change of the hand goes through here: it reports a card on top to the service as opened. */
  private lay(hand: Hand): void {
    this.hand.value = hand;
    const card = topCard(hand);
    if (card === null || this.opened.has(hand.top ?? '')) return;
    this.opened.add(card.item.comment.id);
    if (card.fate === null && !this.ended && !this.away) void this.open(card.item.comment.id);
  }

  private async open(commentId: string): Promise<void> {
    const answer = await this.api.renew([commentId], this.holder, { opened: [commentId] });
    const [lost] = answer.ok ? answer.value.lost : [];
    if (lost?.claimedBy && !this.deciding.has(commentId)) this.meet(commentId, { kind: 'lost', to: lost.claimedBy });
  }

  /**
   * The undone comments that go into the hand, the top one first: no more than a page holds otherwise, and one for comments
   * that the queue groups into one item.
   */
  private async standing(ids: readonly string[]): Promise<ItemAnswer[]> {
    const standing: ItemAnswer[] = [];
    for (const id of ids.toReversed()) {
      if (standing.length > mostAhead) break;
      if (standing.some((item) => isStoodForBy(item, id))) continue;
      const answer = await this.api.itemNow(id);
      const { queue } = answer.ok ? answer.value : { queue: null };
      if (answer.ok && queue === this.queue) standing.push(await standsFor(this.api, answer.value));
      else if (queue !== null) this.returned.add(this.api.site, [id], queue);
    }
    return standing;
  }

  /** A card that was on top since its undo stays where it is now. */
  private async bring(item: ItemAnswer): Promise<void> {
    const { id } = item.comment;
    const wasOnTop = this.opened.has(id);
    this.opened.add(id);
    const answer = await this.api.renew([id], this.holder, { opened: [id] });
    if (this.ended || this.deciding.has(id)) return;
    const isHere = this.hand.peek().cards.some((card) => card.item.comment.id === id);
    const [lost] = answer.ok ? answer.value.lost : [];
    if (isHere) this.lay(wasOnTop ? renew(this.hand.peek(), item) : show(renew(this.hand.peek(), item), id));
    else if (!lost) this.lay(takeBack(this.hand.peek(), item));
    if (lost?.claimedBy) this.meet(id, { kind: 'lost', to: lost.claimedBy });
  }

  /** A colleague released a claim: a page without cards may take it. */
  private askSoon(): void {
    if (this.hand.peek().cards.length === 0) this.asking ??= setTimeout(() => void this.askAgain(), askAgainMs);
  }

  private async askAgain(): Promise<void> {
    this.asking = undefined;
    const ids = [...this.doubted];
    this.doubted.clear();
    if (ids.length > 0) await this.renew(ids);
    else await this.fill();
  }

  private async takeUp(): Promise<void> {
    const left = await leftHand(this.api.site, this.queue);
    if (left && !this.ended) {
      const opened = left.top === null ? [] : [left.top];
      await this.api.renew(left.ids, this.holder, { opened, from: left.holder });
    }
    await this.claim(left?.ids.length, left?.top);
  }

  private async claim(held = this.hand.peek().cards.length, top: string | null = null): Promise<void> {
    const limit = Math.min(mostClaims, held + this.deciding.size + mostAhead + 1);
    const open = held === 0;
    const answer = await this.api.claim(this.queue, this.holder, { limit, open });
    if (this.away) this.givingBack = this.api.releaseAll(this.holder, false);
    if (this.ended || this.away) return;
    if (!answer.ok) {
      if (this.hand.peek().cards.length === 0) this.phase.value = { kind: 'failed', problem: answer.problem };
      return;
    }
    this.keepAlive(answer.value.leaseSeconds);
    this.me ??= answer.value.items[0]?.claimedBy?.id;
    for (const { comment, opened } of answer.value.items) if (opened) this.opened.add(comment.id);
    const items = answer.value.items.filter(({ comment }) => !this.deciding.has(comment.id));
    const hand = deal(this.hand.peek(), items);
    this.lay(this.hand.peek().top === null ? show(hand, top ?? openedOf(items)) : hand);
    this.phase.value = { kind: 'ready' };
  }

  private keepAlive(leaseSeconds: number): void {
    this.heartbeat ??= setInterval(
      () => {
        // The moderator is inactive: leave the comments to colleagues.
        if (document.visibilityState !== 'visible') return;
        void this.renew();
        // An expired claim of a colleague sends no message.
        if (this.hand.peek().cards.length <= mostAhead) void this.fill();
      },
      leaseSeconds * heartbeatShare * 1000,
    );
  }

  private meet(commentId: string, fate: Fate): void {
    this.lay(meet(this.hand.peek(), commentId, fate));
    void this.fill();
  }

  private learn(items: readonly ItemAnswer[], { results, notDecided }: Decided): void {
    if (this.ended) return;
    for (const result of results) {
      const item = items.find(({ comment }) => comment.id === result.commentId);
      const fate = fateOf(result);
      if (item && fate) this.lay(giveBack(this.hand.peek(), item, fate));
    }
    for (const item of items) {
      if (notDecided.includes(item.comment.id)) this.lay(takeBack(this.hand.peek(), item));
    }
  }
}

const openedOf = (items: ClaimsAnswer['items']): string | null =>
  items.find(({ opened }) => opened)?.comment.id ?? null;

function fateOf({ outcome, conflict, version }: DecisionResult): Fate | null {
  return outcome === 'conflict' && conflict ? { kind: 'decided', ...conflict, version } : null;
}
