import type { ItemAnswer } from '#contracts/moderation-answers';
import {
  type Hand,
  age,
  deal,
  emptyHand,
  giveBack,
  idOf,
  meet,
  move,
  handPlaceOf,
  keepUp,
  play,
  show,
  takeBack,
  topCard,
} from './hand.ts';

const item = (id: string, version = 1) => ({ comment: { id }, version }) as ItemAnswer;
const holding = (...ids: string[]): Hand =>
  deal(
    emptyHand,
    ids.map((id) => item(id)),
  );
const ids = (hand: Hand): string[] => hand.cards.map(idOf);
const byAda = { kind: 'decided', by: { id: 'ada', name: 'Ada' }, decision: 'approve', at: 'now', version: 2 } as const;

describe('a hand of cards', () => {
  it('shows the first card that is dealt, and puts later ones beneath it', () => {
    const hand = deal(holding('a', 'b'), [item('b'), item('c')]);
    expect(ids(hand)).toEqual(['a', 'b', 'c']);
    expect(hand.top).toBe('a');
  });

  it('shows a card that is named, if it is there, and keeps up with what its moderator did to one', () => {
    const hand = holding('a', 'b', 'c');
    expect(show(hand, 'b').top).toBe('b');
    expect([show(hand, 'x'), show(hand, null)]).toEqual([hand, hand]);
    const kept = keepUp(meet(hand, 'a', byAda), 'a', 2).cards[0];
    expect(kept).toMatchObject({ item: { version: 2 }, isOld: false, fate: byAda });
  });

  it('goes on and back, and from the last card to the first', () => {
    const hand = holding('a', 'b', 'c');
    expect(move(hand, 1).top).toBe('b');
    expect(move(hand, -1).top).toBe('c');
    expect(move(move(move(hand, 1), 1), 1).top).toBe('a');
    expect(handPlaceOf(move(hand, 1))).toBe(2);
    expect(move(emptyHand, 1)).toBe(emptyHand);
  });

  it('shows the next card as soon as the top one is played', () => {
    const hand = play(move(holding('a', 'b', 'c'), 1), ['b']);
    expect(ids(hand)).toEqual(['a', 'c']);
    expect(hand.top).toBe('c');
    expect(play(hand, ['c']).top).toBe('a');
    expect(play(play(hand, ['c']), ['a']).top).toBeNull();
  });

  it('skips a card that is played together with the one on top', () => {
    expect(play(holding('a', 'b', 'c'), ['a', 'b']).top).toBe('c');
  });

  it('stays where it is when a card beneath is played', () => {
    expect(play(holding('a', 'b'), ['b']).top).toBe('a');
  });

  it('is not dealt a decided card again by a queue that lags', () => {
    const hand = play(holding('a', 'b'), ['a']);
    expect(ids(deal(hand, [item('a', 1)]))).toEqual(['b']);
    expect(ids(deal(hand, [item('a', 3)]))).toEqual(['b', 'a']);
  });

  it('has a card on top again after its decision was undone', () => {
    const hand = takeBack(play(holding('a', 'b'), ['a']), item('a', 3));
    expect(hand.top).toBe('a');
    expect(ids(hand)).toEqual(['a', 'b']);
    expect(topCard(hand)?.item.version).toBe(3);
    expect(takeBack(emptyHand, item('a')).top).toBe('a');
  });

  it('shows a decision that came too late next, and never before the card that is looked at', () => {
    const hand = giveBack(play(holding('a', 'b', 'c'), ['a']), item('a'), byAda);
    expect(hand.top).toBe('b');
    expect(ids(hand)).toEqual(['b', 'a', 'c']);
    expect(topCard(move(hand, 1))?.fate).toEqual(byAda);
    expect(giveBack(emptyHand, item('a'), byAda).top).toBe('a');
  });

  it('shows the colleague’s decision on the top card, and keeps the first one', () => {
    const hand = meet(holding('a', 'b'), 'a', byAda);
    expect(hand.top).toBe('a');
    expect(topCard(hand)?.fate).toEqual(byAda);
    expect(topCard(meet(hand, 'a', { kind: 'lost', to: null }))?.fate).toEqual(byAda);
  });

  it('drops an unseen card when a colleague decides it', () => {
    expect(ids(meet(holding('a', 'b'), 'b', byAda))).toEqual(['a']);
  });

  it('marks a card that something happened to', () => {
    expect(topCard(age(holding('a'), 'a'))?.isOld).toBe(true);
  });
});
