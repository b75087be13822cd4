import type { RecordedEvent } from '#contracts/event-schemas';
import { chanceOf } from './chance.ts';
import { happenings } from './happenings.ts';
import { type HistoryEvent, Newsroom, type Scope } from './random-newsroom.ts';

/** Relative frequency of each action. */
export type Mix = Readonly<Record<keyof typeof happenings, number>>;

/** A mix in which every action occurs early in a history. */
export const everything: Mix = {
  post: 30,
  edit: 8,
  withdraw: 3,
  report: 20,
  decide: 20,
  undo: 8,
  note: 4,
  like: 10,
  article: 2,
  restrict: 4,
  erase: 1,
  policy: 2,
};

/** Approximates a day at a newspaper. */
export const newspaper: Mix = {
  post: 400,
  edit: 20,
  withdraw: 6,
  report: 40,
  decide: 60,
  undo: 2,
  note: 1,
  like: 450,
  article: 5,
  restrict: 2,
  erase: 0,
  policy: 0.02,
};

/**
 * Generates events in log order: draws random commands and lets the domain's deciders handle them. The same seed gives
 * the same history.
 */
export function* randomHistory(seed: number, mix: Mix = everything, scope: Scope = small): Generator<HistoryEvent> {
  const newsroom = new Newsroom(chanceOf(seed), scope);
  const names = Object.keys(mix) as (keyof Mix)[];
  const total = names.reduce((sum, name) => sum + mix[name], 0);
  for (;;) {
    let drawn = newsroom.chance.below(total);
    const name = names.find((one) => (drawn -= mix[one]) < 0) ?? 'post';
    const site = newsroom.chance.oneOf(newsroom.sites);
    happenings[name](newsroom, site);
    yield* newsroom.recorded.splice(0);
  }
}

const small: Scope = { sites: 2, articles: 3, people: 8 };

/**
 * True while an erasure is incomplete. Read models then still show data whose key is destroyed, so a history must not
 * end there.
 */
export const isErasing = ({ type, data }: RecordedEvent): boolean =>
  type === 'AuthorErased' || (type === 'CommentWithdrawn' && 'because' in data && data.because === 'erasure');

/** The first `length` events of a random history, and a few more if an erasure is under way. */
export function historyOf(seed: number, length: number, mix?: Mix, scope?: Scope): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  for (const event of randomHistory(seed, mix, scope)) {
    events.push(event);
    if (events.length >= length && !isErasing(event)) break;
  }
  return events;
}

/** The same history as it is read after the keys of the erased people are destroyed. */
export function afterErasure(events: readonly HistoryEvent[]): HistoryEvent[] {
  const erased = new Set(events.flatMap((event) => (event.type === 'AuthorErased' ? [event.data.authorId] : [])));
  const isGone = ({ subjectId, aboutId }: HistoryEvent): boolean => erased.has(subjectId) || erased.has(aboutId ?? '');
  return events.map((event) => (isGone(event) ? { ...event, personal: null } : event));
}
