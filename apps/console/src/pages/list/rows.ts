import type { ItemAnswer } from '#contracts/moderation-answers';
import type { Fate } from '../../card/fate.ts';
import type { Verdict } from '../../deciding/verdict.ts';

/** The outcome that a decided row shows instead of buttons. */
type Ending =
  { readonly kind: 'mine'; readonly decision: Verdict['decision'] } | { readonly kind: 'theirs'; readonly fate: Fate };

export interface Row {
  readonly item: ItemAnswer;
  readonly ending: Ending | null;
}

/** A queue as a list: rows stay where they are, whatever happens, until the moderator asks for what is new. */
export interface Rows {
  readonly rows: readonly Row[];
  readonly cursor: string | null;
  readonly selected: ReadonlySet<string>;
  /** Comments that entered the queue after the list was loaded. */
  readonly arrived: ReadonlySet<string>;
  /** The cursor of the next page; null at the end. */
  readonly nextPage: string | null;
}

export const noRows: Rows = { rows: [], cursor: null, selected: new Set(), arrived: new Set(), nextPage: null };

const idOf = ({ item }: Row): string => item.comment.id;
const isOpen = ({ ending }: Row): boolean => ending === null;

/** One more page, below all others. */
export function appendRows(state: Rows, items: readonly ItemAnswer[], nextPage: string | null): Rows {
  const known = new Set(state.rows.map(idOf));
  const fresh = items.filter(({ comment }) => !known.has(comment.id)).map((item) => ({ item, ending: null }));
  const rows = [...state.rows, ...fresh];
  const arrived = new Set([...state.arrived].filter((id) => !fresh.some(({ item }) => item.comment.id === id)));
  return { ...state, rows, arrived, nextPage, cursor: state.cursor ?? (rows[0] ? idOf(rows[0]) : null) };
}

/** The cursor `by` rows on or back; it stops at the first and the last one. */
export function moveCursor(state: Rows, by: number): Rows {
  const at = state.rows.findIndex((row) => idOf(row) === state.cursor);
  const row = state.rows[Math.min(Math.max(at + by, 0), state.rows.length - 1)];
  return { ...state, cursor: row ? idOf(row) : null };
}

export const putCursor = (state: Rows, id: string): Rows => ({ ...state, cursor: id });

/** Selects a row or lets it go; what was decided is not selected. */
export function toggle(state: Rows, id: string): Rows {
  const row = state.rows.find((one) => idOf(one) === id);
  if (!row || !isOpen(row)) return state;
  const selected = new Set(state.selected);
  if (!selected.delete(id)) selected.add(id);
  return { ...state, selected };
}

/** Selects an open row; one that is, stays so. */
export const select = (state: Rows, id: string): Rows => (state.selected.has(id) ? state : toggle(state, id));

/** All open rows, or none when all are selected already. */
export function toggleAll(state: Rows): Rows {
  const open = state.rows.filter(isOpen).map(idOf);
  return { ...state, selected: new Set(state.selected.size === open.length ? [] : open) };
}

/**
 * Marks rows as decided: they stay in their place, and the cursor moves to the next open one if it was on one of them.
 */
export function decideRows(state: Rows, ids: readonly string[], decision: Verdict['decision']): Rows {
  const ending: Ending = { kind: 'mine', decision };
  return onwards(end(state, ids, ending), ids);
}

/** A colleague decided it, or has claimed it. */
export const meetRow = (state: Rows, id: string, fate: Fate): Rows => end(state, [id], { kind: 'theirs', fate });

/** Decisions that were undone, or not applied. */
export function reopen(state: Rows, ids: readonly string[], versions: ReadonlyMap<string, number> = new Map()): Rows {
  const back = new Set(ids);
  const rows = state.rows.map((row) =>
    back.has(idOf(row))
      ? { item: { ...row.item, version: versions.get(idOf(row)) ?? row.item.version }, ending: null }
      : row,
  );
  return { ...state, rows };
}

/** A row as it is now. */
export function renewRow(state: Rows, item: ItemAnswer): Rows {
  return { ...state, rows: state.rows.map((row) => (idOf(row) === item.comment.id ? { item, ending: null } : row)) };
}

export function arrive(state: Rows, id: string): Rows {
  const row = state.rows.find((one) => idOf(one) === id);
  if (row) return state;
  return { ...state, arrived: new Set([...state.arrived, id]) };
}

/** True if the comment left the queue before the moderator saw it. */
export function depart(state: Rows, id: string): Rows {
  if (!state.arrived.has(id)) return state;
  const arrived = new Set(state.arrived);
  arrived.delete(id);
  return { ...state, arrived };
}

export const rowAt = ({ rows, cursor }: Rows): Row | null => rows.find((row) => idOf(row) === cursor) ?? null;

export const selectedRows = ({ rows, selected }: Rows): Row[] => rows.filter((row) => selected.has(idOf(row)));

export const openCount = ({ rows }: Rows): number => rows.filter(isOpen).length;

function end(state: Rows, ids: readonly string[], ending: Ending): Rows {
  const ended = new Set(ids);
  const selected = new Set([...state.selected].filter((id) => !ended.has(id)));
  return { ...state, selected, rows: state.rows.map((row) => (ended.has(idOf(row)) ? { ...row, ending } : row)) };
}

function onwards(state: Rows, ids: readonly string[]): Rows {
  if (state.cursor === null || !ids.includes(state.cursor)) return state;
  const at = state.rows.findIndex((row) => idOf(row) === state.cursor);
  const next = state.rows.slice(at).find(isOpen) ?? state.rows.slice(0, at).findLast(isOpen);
  return next ? { ...state, cursor: idOf(next) } : state;
}
