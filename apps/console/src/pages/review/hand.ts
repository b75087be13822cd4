import type { ItemAnswer } from '#contracts/moderation-answers';
import type { Fate } from '../../card/fate.ts';

export interface Card {
  readonly item: ItemAnswer;
  readonly fate: Fate | null;
  /** Something happened to it since it was dealt: a report, an edit. */
  readonly isOld: boolean;
}

/** The cards that a moderator has claimed, and the one on top. */
export interface Hand {
  readonly cards: readonly Card[];
  readonly top: string | null;
  /** Versions at which comments were decided here: a queue that lags may deal them once more. */
  readonly played: ReadonlyMap<string, number>;
}

export const emptyHand: Hand = { cards: [], top: null, played: new Map() };

export const idOf = ({ item }: Card): string => item.comment.id;

export const topCard = ({ cards, top }: Hand): Card | null => cards.find((card) => idOf(card) === top) ?? null;

/** Adds new cards below all others: the top card stays. */
export function deal(hand: Hand, items: readonly ItemAnswer[]): Hand {
  const known = new Set(hand.cards.map(idOf));
  const fresh = items.filter(
    ({ comment, version }) => !known.has(comment.id) && version > (hand.played.get(comment.id) ?? 0),
  );
  const cards = [...hand.cards, ...fresh.map(asCard)];
  return { ...hand, cards, top: hand.top ?? firstOf(cards) };
}

/** Puts this card on top, if it is in the hand. */
export const show = (hand: Hand, id: string | null): Hand =>
  hand.cards.some((card) => idOf(card) === id) ? { ...hand, top: id } : hand;

/** Moves by one card; from the last one to the first, which was skipped. */
export function move(hand: Hand, by: 1 | -1): Hand {
  const { cards, top } = hand;
  if (cards.length === 0) return hand;
  const at = cards.findIndex((card) => idOf(card) === top);
  const card = cards[(at + by + cards.length) % cards.length];
  return { ...hand, top: card ? idOf(card) : null };
}

/** Removes the cards; the next one is on top. */
export function play(hand: Hand, ids: readonly string[]): Hand {
  const leaving = new Set(ids);
  const played = new Map(hand.played);
  for (const { item } of hand.cards) if (leaving.has(item.comment.id)) played.set(item.comment.id, item.version);
  const at = hand.cards.findIndex((card) => idOf(card) === hand.top);
  const cards = hand.cards.filter((card) => !leaving.has(idOf(card)));
  const stays = hand.top !== null && !leaving.has(hand.top);
  const next = [...hand.cards.slice(at + 1), ...hand.cards.slice(0, Math.max(at, 0))].find(
    (card) => !leaving.has(idOf(card)),
  );
  return { cards, played, top: stays ? hand.top : next ? idOf(next) : null };
}

/** Puts a card on top again after its decision was undone or not sent. */
export function takeBack(hand: Hand, item: ItemAnswer): Hand {
  const id = item.comment.id;
  const played = new Map(hand.played);
  played.delete(id);
  const others = hand.cards.filter((card) => idOf(card) !== id);
  const at = Math.max(
    0,
    others.findIndex((card) => idOf(card) === hand.top),
  );
  return { cards: [...others.slice(0, at), asCard(item), ...others.slice(at)], top: id, played };
}

/** A decision came too late: its card comes next, below the one that the moderator is reading. */
export function giveBack(hand: Hand, item: ItemAnswer, fate: Fate): Hand {
  const others = hand.cards.filter((card) => idOf(card) !== item.comment.id);
  const at = others.findIndex((card) => idOf(card) === hand.top);
  const cards = [...others.slice(0, at + 1), { item, fate, isOld: false }, ...others.slice(at + 1)];
  return { ...hand, cards, top: hand.top ?? item.comment.id };
}

/**
 * A colleague decided or claimed a comment. Only the top card is kept, to show that: the others were not seen yet. A
 * decision replaces a lost claim as the reason.
 */
export function meet(hand: Hand, id: string, fate: Fate): Hand {
  if (hand.top === id)
    return change(hand, id, (card) => ({ ...card, fate: card.fate?.kind === 'decided' ? card.fate : fate }));
  return { ...hand, cards: hand.cards.filter((card) => idOf(card) !== id || card.fate !== null) };
}

/** Marks a card as changed. It is updated only when the moderator asks, never while they read it. */
export const age = (hand: Hand, id: string): Hand => change(hand, id, (card) => ({ ...card, isOld: true }));

/** After the moderator's own note: the card is unchanged but for its version. */
export const keepUp = (hand: Hand, id: string, version: number): Hand =>
  change(hand, id, (card) => ({ ...card, item: { ...card.item, version } }));

/** Replaces a card by its current version. */
export const renew = (hand: Hand, item: ItemAnswer): Hand => change(hand, item.comment.id, () => asCard(item));

/** The place of the top card among the cards; 1 is the first. */
export const handPlaceOf = ({ cards, top }: Hand): number => cards.findIndex((card) => idOf(card) === top) + 1;

const change = (hand: Hand, id: string, by: (card: Card) => Card): Hand => ({
  ...hand,
  cards: hand.cards.map((card) => (idOf(card) === id ? by(card) : card)),
});

const asCard = (item: ItemAnswer): Card => ({ item, fate: null, isOld: false });

const firstOf = (cards: readonly Card[]): string | null => (cards[0] ? idOf(cards[0]) : null);
