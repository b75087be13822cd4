import type { Pool } from 'pg';
import { type Checkpoint, type Stretch, applyStretch } from '#read-models/checkpoints';
import type { Projection } from '#read-models/projection';
import { isEventType } from '#contracts/event-schemas';
import { type ReadableEvent, applyPresent } from './apply-present.ts';
import { describeFailure, isTransient } from './failure.ts';
import type { ReadStretch, ReadEvent } from './shared-reading.ts';

/** The one event that a projection cannot apply; everything before it was applied. */
export class CannotApply extends Error {
  constructor(
    readonly position: number,
    readonly reason: unknown,
  ) {
    super(`the event at position ${position} cannot be applied: ${describeFailure(reason)}`);
    this.name = 'CannotApply';
  }
}

/**
 * Applies a batch. If an event cannot be applied, finds it by bisection and applies everything before it.
 * @returns the new checkpoint, or null if another process moved it
 * @throws CannotApply; transient errors are thrown unchanged
 */
export async function applyBatch(
  pool: Pool,
  projection: Projection,
  from: Checkpoint,
  batch: Pick<ReadStretch, 'events' | 'end'>,
  skips: ReadonlySet<number>,
): Promise<Checkpoint | null> {
  return applyHalves(pool, projection, from, wanted(projection, batch.events, skips), batch.end);
}

/** The events of a batch that a projection handles. @throws the error that made one of them unreadable */
export const readableFor = (
  projection: Projection,
  events: readonly ReadEvent[],
  skips: ReadonlySet<number>,
): ReadableEvent[] => readable(wanted(projection, events, skips));

async function applyHalves(
  pool: Pool,
  projection: Projection,
  from: Checkpoint,
  events: readonly ReadEvent[],
  end: number,
): Promise<Checkpoint | null> {
  try {
    const applied = await applyStretch(pool, projection.name, from, {
      end,
      apply: applying(projection, readable(events)),
    });
    return applied ? { ...from, position: end } : null;
  } catch (error) {
    const [first] = events;
    if (first === undefined || isTransient(error)) throw error;
    if (events.length === 1) throw await stoppedBefore(pool, projection, from, first, error);
    const half = Math.ceil(events.length / 2);
    const between = (events[half]?.position ?? end) - 1;
    const middle = await applyHalves(pool, projection, from, events.slice(0, half), between);
    return middle && applyHalves(pool, projection, middle, events.slice(half), end);
  }
}

/** Moves the checkpoint right up to the failing event: events in between are not handled by this projection. */
async function stoppedBefore(
  pool: Pool,
  projection: Projection,
  from: Checkpoint,
  event: ReadEvent,
  error: unknown,
): Promise<Error> {
  const before = event.position - 1;
  if (before > from.position) await applyStretch(pool, projection.name, from, { end: before, apply: null });
  return new CannotApply(event.position, error);
}

const wanted = ({ handles }: Projection, events: readonly ReadEvent[], skips: ReadonlySet<number>): ReadEvent[] =>
  events.filter(({ type, position }) => isEventType(type) && handles.has(type) && !skips.has(position));

const applying = (projection: Projection, events: readonly ReadableEvent[]): Stretch['apply'] =>
  events.length === 0 ? null : (transaction) => applyPresent(transaction, [{ projection, events }]);

const readable = (events: readonly ReadEvent[]): ReadableEvent[] =>
  events.map((one) => {
    if ('unreadable' in one) throw one.unreadable;
    return one;
  });
