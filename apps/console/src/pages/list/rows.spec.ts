import type { ItemAnswer } from '#contracts/moderation-answers';
import {
  type Rows,
  appendRows,
  arrive,
  decideRows,
  depart,
  meetRow,
  moveCursor,
  noRows,
  reopen,
  rowAt,
  selectedRows,
  toggle,
  toggleAll,
} from './rows.ts';

const item = (id: string, version = 1) => ({ comment: { id }, version }) as ItemAnswer;
const listing = (...ids: string[]): Rows =>
  appendRows(
    noRows,
    ids.map((id) => item(id)),
    null,
  );
const order = ({ rows }: Rows): string[] => rows.map((row) => row.item.comment.id);
const chosen = (state: Rows): string[] => selectedRows(state).map((row) => row.item.comment.id);
const byAda = { kind: 'decided', by: { id: 'ada', name: 'Ada' }, decision: 'reject', at: 'now', version: 2 } as const;

describe('the rows of a queue', () => {
  it('grow at the end only, each comment once', () => {
    const state = appendRows(listing('a', 'b'), [item('b'), item('c')], 'more');
    expect(order(state)).toEqual(['a', 'b', 'c']);
    expect(state).toMatchObject({ cursor: 'a', nextPage: 'more' });
  });

  it('do not move when something comes in: it is counted', () => {
    const state = arrive(arrive(listing('a'), 'x'), 'x');
    expect(order(state)).toEqual(['a']);
    expect(state.arrived.size).toBe(1);
    expect(arrive(state, 'a').arrived.size).toBe(1);
    expect(depart(state, 'x').arrived.size).toBe(0);
    expect(appendRows(state, [item('x')], null).arrived.size).toBe(0);
  });

  it('have a cursor that stops at both ends', () => {
    const state = listing('a', 'b');
    expect(moveCursor(state, 1).cursor).toBe('b');
    expect(moveCursor(moveCursor(state, 1), 1).cursor).toBe('b');
    expect(moveCursor(state, -1).cursor).toBe('a');
  });

  it('are selected one by one, or all of them, or none', () => {
    const state = listing('a', 'b', 'c');
    expect(chosen(toggle(state, 'b'))).toEqual(['b']);
    expect(chosen(toggle(toggle(state, 'b'), 'b'))).toEqual([]);
    expect(chosen(toggleAll(toggle(state, 'b')))).toEqual(['a', 'b', 'c']);
    expect(chosen(toggleAll(toggleAll(state)))).toEqual([]);
  });

  it('stay in their place when they are decided, and the cursor goes on to the next open one', () => {
    const state = decideRows(toggleAll(listing('a', 'b', 'c')), ['a', 'b'], 'approve');
    expect(order(state)).toEqual(['a', 'b', 'c']);
    expect(state.cursor).toBe('c');
    expect(chosen(state)).toEqual(['c']);
    expect(chosen(toggle(state, 'a'))).toEqual(['c']);
    expect(decideRows(state, ['c'], 'approve').cursor).toBe('c');
  });

  it('are open again once their decision was undone, at their new version', () => {
    const state = reopen(decideRows(listing('a'), ['a'], 'reject'), ['a'], new Map([['a', 5]]));
    expect(rowAt(state)).toEqual({ item: item('a', 5), ending: null });
  });

  it('say who was faster', () => {
    expect(rowAt(meetRow(listing('a'), 'a', byAda))?.ending).toEqual({ kind: 'theirs', fate: byAda });
  });
});
